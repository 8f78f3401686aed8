/** The host of what people paste: `https://go.example.com/` becomes `go.example.com`. */
export function toHost(typed: string): string {
  const host = typed.trim().replace(/^https?:\/\//i, "");
  return host.endsWith("/") ? host.slice(0, -1) : host;
}
