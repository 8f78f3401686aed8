/** The host of what people paste: `https://go.example.com/` becomes `go.example.com`. */
export function toHost(typed: string): string {
  return typed
    .trim()
    .replace(/^https?:\/\//i, "")
    .replace(/\/+$/, "");
}
