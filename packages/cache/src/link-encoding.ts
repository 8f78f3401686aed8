import type { CachedLink } from "@shunt/contracts";

/**
 * A cached value is `<version>|<JSON array>`. The version in front lets a script in Redis compare without parsing JSON;
 * the first entry of the array is the version of this encoding. Nothing after the bar: whatever was known up to that
 * version is void, ask Postgres.
 */
type Encoded = [
  encoding: 1,
  id: string,
  url: string,
  status: CachedLink["status"],
  isActive: 0 | 1,
  startsAt: number | null,
  expiresAt: number | null,
  fallbackUrl: string | null,
];

export function encodeLink(link: CachedLink): string {
  const fields: Encoded = [
    1,
    link.id,
    link.url,
    link.status,
    link.isActive ? 1 : 0,
    link.startsAt,
    link.expiresAt,
    link.fallbackUrl,
  ];
  return `${link.version}|${JSON.stringify(fields)}`;
}

export function encodeVoid(version: number): string {
  return `${version}|`;
}

/** The link, or undefined for a void and for an encoding that this version does not know. */
export function decodeLink(value: string): CachedLink | undefined {
  const bar = value.indexOf("|");
  if (bar < 0 || bar === value.length - 1) return undefined;
  const [encoding, id, url, status, isActive, startsAt, expiresAt, fallbackUrl] = JSON.parse(
    value.slice(bar + 1),
  ) as Encoded;
  if (encoding !== 1) return undefined;
  const version = Number(value.slice(0, bar));
  return { id, version, url, status, isActive: isActive === 1, startsAt, expiresAt, fallbackUrl };
}
