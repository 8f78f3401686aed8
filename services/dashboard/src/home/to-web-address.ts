/** Adds the scheme that people leave out: `example.com/a` becomes `https://example.com/a`. */
export function toWebAddress(typed: string): string {
  const trimmed = typed.trim();
  return /^[a-z][a-z0-9+.-]*:/i.test(trimmed) && !/^[^/]*:\d/.test(trimmed) ? trimmed : `https://${trimmed}`;
}
