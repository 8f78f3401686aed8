import { isIP } from "node:net";

/** A name (RFC 1035, 2.3.4), a trailing dot, a colon and a port. Longer headers are refused without parsing. */
const maxNameLength = 253;
export const maxHostHeader = maxNameLength + ".".length + ":65535".length;
const port = /:\d{0,5}$/;
/** Includes underscores, which occur in internal names. */
const labels = /^[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/;
/** A host that ends in a number is an address: https://url.spec.whatwg.org/#ends-in-a-number-checker */
const number = /(?:^|\.)\d+$/;

/**
 * Parses the host of a `Host` header or a request target.
 *
 * @returns the host in lower case, without port and trailing dot; undefined if it is invalid
 */
export function readHost(header: string): string | undefined {
  if (header.length > maxHostHeader) return undefined;
  const lower = header.toLowerCase().replace(port, "");
  if (lower.startsWith("[")) return lower.endsWith("]") && isIP(lower.slice(1, -1)) === 6 ? lower : undefined;
  const name = lower.endsWith(".") ? lower.slice(0, -1) : lower;
  return name.length <= maxNameLength && labels.test(name) ? name : undefined;
}

/** Whether a host can be registered. IP addresses and single labels such as `localhost` cannot. */
export function isDomainName(host: string): boolean {
  return host.includes(".") && !number.test(host);
}
