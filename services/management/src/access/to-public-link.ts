import { type Link, shownFields } from "@shunt/contracts/links";

const fields = Object.entries(shownFields);

/** Empties the fields that `shownFields` does not show to everyone. */
export function toPublicLink(body: Link): Link {
  const shown = fields.map(([field, fact]) => [
    field,
    fact.shownTo === "everyone" ? body[field as keyof Link] : fact.hiddenAs,
  ]);
  return Object.fromEntries(shown) as Link;
}
