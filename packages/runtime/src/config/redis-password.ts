/** Whether a variable holds the URL of a Redis: `REDIS_URL`, `REDIS_QUEUE_URL` and the like. */
export function isRedisUrlName(name: string): boolean {
  return /^REDIS_([A-Z]+_)?URL$/.test(name);
}

/**
 * Adds a password to the URL of a Redis. URLs with a password and texts that are not a Redis URL are returned unchanged.
 *
 * @param password in clear, not percent-encoded
 */
export function withRedisPassword(url: string, password: string): string {
  const [, scheme, access, rest] = /^(rediss?(?:\+(?:cluster|sentinel))?:\/\/)(?:([^@/?#]*)@)?(.*)$/s.exec(url) ?? [];
  if (scheme === undefined) return url;
  const [user = "", own] = (access ?? "").split(":");
  return own ? url : `${scheme}${user}:${encodeURIComponent(password)}@${rest}`;
}
