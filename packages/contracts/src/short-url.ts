/**
 * Where a code is found: on its own domain with the scheme and port of the domain of everybody.
 *
 * @param host of the code's domain; null for that of everybody
 * @param baseUrl origin of short links, without a trailing slash.
 */
export function toShortUrl(code: string, host: string | null, baseUrl: string): string {
  if (host === null) return `${baseUrl}/${code}`;
  const { protocol, port } = new URL(baseUrl);
  return `${protocol}//${host}${port && `:${port}`}/${code}`;
}
