/** The Redis key of what is cached for a code. The number of the domain keeps it short: there is one key a link. */
export function linkKey(domainId: number, code: string): string {
  return `l:${domainId}:${code}`;
}
