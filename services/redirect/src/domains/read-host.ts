import { isIP } from "node:net";

/** A name (RFC 1035, 2.3.4), the dot of the root, a colon and a port; longer headers are refused unread. */
const maxNameLength = 253;
export const maxHostHeader = maxNameLength + ".".length + ":65535".length;
const port = /:\d{0,5}$/;
/** With underscores, which names inside a network have. */
const labels = /^[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/;
/** No name ends with a number (https://url.spec.whatwg.org/#ends-in-a-number-checker). */
const number = /(?:^|\.)\d+$/;

/**
 * Reads the host of a `Host` header or a request target.
 *
 * @returns one spelling of each host: lower case, without port and the dot of the root; undefined when it can be no host
 */
export function readHost(header: string): string | undefined {
  if (header.length > maxHostHeader) return undefined;
  const lower = header.toLowerCase().replace(port, "");
  if (lower.startsWith("[")) return lower.endsWith("]") && isIP(lower.slice(1, -1)) === 6 ? lower : undefined;
  const name = lower.endsWith(".") ? lower.slice(0, -1) : lower;
  return name.length <= maxNameLength && labels.test(name) ? name : undefined;
}

/** Addresses, and names of a single label such as localhost, cannot be registered as domains. */
export function isDomainName(host: string): boolean {
  return host.includes(".") && !number.test(host);
}
