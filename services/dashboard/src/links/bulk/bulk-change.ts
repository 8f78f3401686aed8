import type { Link } from "@shunt/contracts/links";

/** A change to each selected link. */
export type BulkChange =
  | { readonly kind: "addTag" | "removeTag"; readonly tag: string }
  | { readonly kind: "folder"; readonly folder: string | null }
  | { readonly kind: "workspace"; readonly id: string }
  | { readonly kind: "expiry"; readonly at: string | null }
  | { readonly kind: "active" | "archived"; readonly isOn: boolean };

/** Fields of a link as a request changes them. */
export type Patch = Partial<
  Pick<Link, "tags" | "folder" | "expires_at" | "is_active" | "is_archived"> & { workspace_id: string }
>;

/** The fields that a change sets; undefined if the link already has it so. */
export function toPatch(link: Link, change: BulkChange): Patch | undefined {
  const patch = toFields(link, change);
  const isSame = Object.entries(patch).every(([field, value]) => isEqual(link[field as keyof Patch], value));
  return isSame ? undefined : patch;
}

/** The patch that undoes another: what the link has now in its fields. */
export function toReverse(link: Link, patch: Patch): Patch {
  return Object.fromEntries(Object.keys(patch).map(field => [field, link[field as keyof Patch]]));
}

/** The link as the server will show it. */
export function patchLink(link: Link, patch: Patch, now = Date.now()): Link {
  const changed = { ...link, ...patch };
  return { ...changed, state: toState(changed, now) };
}

function toFields({ tags }: Link, change: BulkChange): Patch {
  switch (change.kind) {
    case "addTag":
      return tags.some(tag => isSameTag(tag, change.tag)) ? { tags } : { tags: [...tags, change.tag] };
    case "removeTag":
      return { tags: tags.filter(tag => !isSameTag(tag, change.tag)) };
    case "folder":
      return { folder: change.folder };
    case "workspace":
      return { workspace_id: change.id };
    case "expiry":
      return { expires_at: change.at };
    case "active":
      return { is_active: change.isOn };
    case "archived":
      return { is_archived: change.isOn };
  }
}

function isSameTag(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The first that applies, in the order of the API. */
function toState(link: Link, now: number): Link["state"] {
  if (link.is_archived) return "archived";
  if (link.is_blocked) return "blocked";
  if (!link.is_active) return "inactive";
  if (link.starts_at !== null && Date.parse(link.starts_at) > now) return "scheduled";
  if (link.clicks_left === 0 || (link.expires_at !== null && Date.parse(link.expires_at) <= now)) return "expired";
  return "active";
}
