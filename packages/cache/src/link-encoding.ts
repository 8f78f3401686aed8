import { type CachedLink, plainLink } from "@shunt/contracts/cached";

/**
 * A cached value is `<version>|<JSON array>`, or `<version>h|…` once the link was found hot. The version in front lets a
 * script in Redis compare without parsing JSON. Nothing after the bar: everything known up to that version is void, query
 * Postgres.
 *
 * The first entry of the array is the number of the encoding. 2 is a plain link, in which nulls at the end are left out. 3 has
 * an object behind the same entries, with all that the link has besides. Code that does not know a number, or a name in
 * that object, must query Postgres: it might overlook a rule.
 */
type Encoded = [
  encoding: 2 | 3,
  id: string,
  url: string,
  status: CachedLink["status"],
  flags: number,
  startsAt?: number | null,
  expiresAt?: number | null,
  fallbackUrl?: string | null,
];

const activeFlag = 1;
const indexableFlag = 2;
const blockedFlag = 4;

export function encodeLink(link: CachedLink): string {
  const { id, version, url, status, isActive, isIndexable, isBlocked, startsAt, expiresAt, fallbackUrl, ...rest } =
    link;
  const flags = (isActive ? activeFlag : 0) | (isIndexable ? indexableFlag : 0) | (isBlocked ? blockedFlag : 0);
  const more = Object.entries(rest).filter(([name, value]) => value !== plainLink[name as keyof CachedLink]);
  const encoding = more.length === 0 ? 2 : 3;
  const fields: Encoded = [encoding, id, url, status, flags, startsAt, expiresAt, fallbackUrl];
  while (fields.at(-1) === null) fields.pop();
  return `${version}|${JSON.stringify(encoding === 2 ? fields : [...fields, Object.fromEntries(more)])}`;
}

/** The link, or undefined for a void and for an encoding that this version does not know. */
export function decodeLink(value: string): CachedLink | undefined {
  const bar = value.indexOf("|");
  if (bar < 0 || bar === value.length - 1) return undefined;
  const fields = JSON.parse(value.slice(bar + 1));
  const more: Partial<CachedLink> | undefined = fields[0] === 3 ? fields.pop() : undefined;
  const [encoding, id, url, status, flags, startsAt = null, expiresAt = null, fallbackUrl = null] = fields as Encoded;
  if (encoding !== 2 && encoding !== 3) return undefined;
  if (more && Object.keys(more).some(name => !Object.hasOwn(plainLink, name))) return undefined;
  return {
    ...plainLink,
    id,
    version: Number.parseInt(value, 10),
    url,
    status,
    isActive: (flags & activeFlag) !== 0,
    isIndexable: (flags & indexableFlag) !== 0,
    isBlocked: (flags & blockedFlag) !== 0,
    startsAt,
    expiresAt,
    fallbackUrl,
    ...more,
  };
}
