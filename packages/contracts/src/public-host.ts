import ipaddr from "ipaddr.js";

/** Special-use names that never lead to the public internet (RFC 6761, RFC 6762, RFC 8375, RFC 9476, ICANN's .internal). */
const privateSuffixes = ["localhost", "local", "internal", "home.arpa", "onion", "alt"] as const;

/** Ranges that `ipaddr.js` takes for ordinary ones: IPv4-compatible addresses, and NAT64 for local use (RFC 8215). */
const embedding = [ipaddr.parseCIDR("::/96"), ipaddr.parseCIDR("64:ff9b:1::/48")] as const;

/** Metadata services of clouds at addresses that look public: Azure's. */
const metadataAddresses: readonly string[] = ["168.63.129.16"];

/**
 * Whether an address belongs to somebody on the public internet: not private, loopback, link-local, multicast, reserved, nor
 * one that embeds an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo), whatever that is.
 * https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast" || metadataAddresses.includes(parsed.toString())) return false;
  return parsed.kind() === "ipv4" || !embedding.some(range => parsed.match(range));
}

/** No name ends with a number (https://url.spec.whatwg.org/#ends-in-a-number-checker). */
const fourNumbers = /^\d+\.\d+\.\d+\.\d+$/;

/**
 * Whether a host may lead to the public internet: a name that is not private by its form, or a public address.
 *
 * @param hostname of a WHATWG URL, which has made one spelling of all: IPv4 in four decimals, IPv6 in brackets, lower case.
 */
export function isPublicHost(hostname: string): boolean {
  const isV6 = hostname.startsWith("[");
  if (isV6) return isPublicAddress(hostname.slice(1, -1));
  if (fourNumbers.test(hostname)) return isPublicAddress(hostname);
  const name = hostname.replace(/\.$/, "");
  return name.includes(".") && !privateSuffixes.some(suffix => name.endsWith(`.${suffix}`));
}
