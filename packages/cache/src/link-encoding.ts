import { type CachedLink, plainLink } from "@shunt/contracts/cached";

/**
 * A cached value is `<version>|<JSON array>`, or `<version>h|…` for a hot link. Scripts in Redis compare the version
 * without parsing JSON. A value that ends with the bar is a tombstone: query Postgres.
 *
 * The first element is the number of the encoding. 2 is a plain link without its trailing nulls. 3 appends an object
 * with all other fields. A reader that does not know the number or a field must query Postgres: it might overlook a
 * rule.
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

/** Properties without a position of their own in the array. */
const extraNames = (Object.keys(plainLink) as (keyof CachedLink)[]).filter(
  name =>
    ![
      ...["id", "version", "url", "status", "isActive", "isIndexable", "isBlocked"],
      ...["startsAt", "expiresAt", "fallbackUrl"],
    ].includes(name),
);

const activeFlag = 1;
const indexableFlag = 2;
const blockedFlag = 4;

export function encodeLink(link: CachedLink): string {
  const { id, version, url, status, isActive, isIndexable, isBlocked, startsAt, expiresAt, fallbackUrl } = link;
  const flags = (isActive ? activeFlag : 0) | (isIndexable ? indexableFlag : 0) | (isBlocked ? blockedFlag : 0);
  const extras = extraNames.filter(name => link[name] !== plainLink[name]);
  const encoding = extras.length === 0 ? 2 : 3;
  const fields: Encoded = [encoding, id, url, status, flags, startsAt, expiresAt, fallbackUrl];
  while (fields.at(-1) === null) fields.pop();
  const entries = encoding === 2 ? fields : [...fields, Object.fromEntries(extras.map(name => [name, link[name]]))];
  return `${version}|${JSON.stringify(entries)}`;
}

/** Decodes a link; undefined for a tombstone and for an encoding that this release does not know. */
export function decodeLink(value: string): CachedLink | undefined {
  const bar = value.indexOf("|");
  if (bar < 0 || bar === value.length - 1) return undefined;
  const fields = JSON.parse(value.slice(bar + 1));
  const extras: Partial<CachedLink> | undefined = fields[0] === 3 ? fields.pop() : undefined;
  const [encoding, id, url, status, flags, startsAt = null, expiresAt = null, fallbackUrl = null] = fields as Encoded;
  if (encoding !== 2 && encoding !== 3) return undefined;
  if (extras && Object.keys(extras).some(name => !Object.hasOwn(plainLink, name))) return undefined;
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
    ...extras,
  };
}
