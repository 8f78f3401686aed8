import { type Link, linkFields } from "@shunt/contracts/links";

const fields = Object.entries(linkFields);

/** A public link as strangers see it: the fields that `linkFields` shows to everyone. The others are there, but empty. */
export function toPublicLink(body: Link): Link {
  const shown = fields.map(([field, fact]) => [
    field,
    fact.shownTo === "everyone" ? body[field as keyof Link] : fact.hiddenAs,
  ]);
  return Object.fromEntries(shown) as Link;
}
