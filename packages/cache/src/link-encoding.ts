import type { CachedLink } from "@shunt/contracts";

/**
 * A cached value is `<version>|<JSON array>`, or `<version>h|…` once the link was found hot. The version in front lets a
 * script in Redis compare without parsing JSON. Nothing after the bar: whatever was known up to that version is void, ask
 * Postgres.
 *
 * The first entry of the array is the number of this encoding. A link that needs more than a plain one, a rule that must
 * not be overlooked, takes a higher number: code that does not know it asks Postgres instead of ignoring it. Entries at
 * the end that say nothing are left out.
 */
type Encoded = [
  encoding: 2,
  id: string,
  url: string,
  status: CachedLink["status"],
  flags: number,
  startsAt?: number | null,
  expiresAt?: number | null,
  fallbackUrl?: string | null,
];

const isActive = 1;
const isIndexable = 2;
const isBlocked = 4;

export function encodeLink(link: CachedLink): string {
  const flags =
    (link.isActive ? isActive : 0) | (link.isIndexable ? isIndexable : 0) | (link.isBlocked ? isBlocked : 0);
  const fields: Encoded = [2, link.id, link.url, link.status, flags, link.startsAt, link.expiresAt, link.fallbackUrl];
  while (fields.at(-1) === null) fields.pop();
  return `${link.version}|${JSON.stringify(fields)}`;
}

/** The link, or undefined for a void and for an encoding that this version does not know. */
export function decodeLink(value: string): CachedLink | undefined {
  const bar = value.indexOf("|");
  if (bar < 0 || bar === value.length - 1) return undefined;
  const [encoding, id, url, status, flags, startsAt = null, expiresAt = null, fallbackUrl = null] = JSON.parse(
    value.slice(bar + 1),
  ) as Encoded;
  if (encoding !== 2) return undefined;
  return {
    id,
    version: Number.parseInt(value, 10),
    url,
    status,
    isActive: (flags & isActive) !== 0,
    isIndexable: (flags & isIndexable) !== 0,
    isBlocked: (flags & isBlocked) !== 0,
    startsAt,
    expiresAt,
    fallbackUrl,
  };
}
