/** The record that leads the visitors of a domain to this installation. @param shortUrlBase origin of short URLs */
export function toAddressRecord(shortUrlBase: string): { type: "A" | "AAAA" | "CNAME"; value: string } {
  const { hostname } = new URL(shortUrlBase);
  if (hostname.startsWith("[")) return { type: "AAAA", value: hostname.slice(1, -1) };
  return { type: /^[\d.]+$/.test(hostname) ? "A" : "CNAME", value: hostname };
}
