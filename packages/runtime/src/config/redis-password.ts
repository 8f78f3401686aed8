/** Whether a variable names a Redis: `REDIS_URL`, `REDIS_QUEUE_URL` and the like. */
export function isRedisUrlName(name: string): boolean {
  return /^REDIS_([A-Z]+_)?URL$/.test(name);
}

/**
 * The URL of a Redis with a password. A URL that has a password keeps its own; anything that is not a Redis URL comes back
 * unchanged.
 *
 * @param password in clear, not percent-encoded
 */
export function withRedisPassword(url: string, password: string): string {
  const [, scheme, access, rest] = /^(rediss?(?:\+(?:cluster|sentinel))?:\/\/)(?:([^@/?#]*)@)?(.*)$/s.exec(url) ?? [];
  if (scheme === undefined) return url;
  const [user = "", own] = (access ?? "").split(":");
  return own ? url : `${scheme}${user}:${encodeURIComponent(password)}@${rest}`;
}
