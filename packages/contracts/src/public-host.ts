import ipaddr from "ipaddr.js";
import { specialRanges } from "./special-ranges.ts";

/**
 * Suffixes that never lead to the public internet: special-use names (https://www.iana.org/assignments/special-use-domain-names:
 * RFC 6761, 6762, 7686, 8375, 9476), ICANN's `.internal`, the private top-level names of RFC 6762 appendix G and of ICANN's name
 * collision findings, and names that operating systems, routers and clusters use internally. `arpa` has infrastructure only.
 * `example` and `test` are left out: documentation and tests link to them, and the public DNS has neither.
 */
export const privateSuffixes: readonly string[] = `localhost localdomain local localnet internal invalid onion alt arpa
  intranet private corp home lan mail workgroup consul docker svc`.split(/\s+/);

/** Cloud metadata services at addresses that look public (Azure). */
const metadataAddresses: readonly string[] = ["168.63.129.16"];

/** NAT64 addresses contain an IPv4 address in their last 32 bits (RFC 6052). */
const nat64 = ipaddr.IPv6.parseCIDR("64:ff9b::/96");
/** The only space that IANA has allocated for unicast (https://www.iana.org/assignments/ipv6-address-space). */
const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");

const specialV4 = specialRanges.filter(range => !range.includes(":")).map(range => ipaddr.IPv4.parseCIDR(range));
const specialV6 = specialRanges.filter(range => range.includes(":")).map(range => ipaddr.IPv6.parseCIDR(range));

/**
 * Whether an address is on the public internet: outside IANA's special-purpose ranges, not multicast, and for IPv6 global unicast.
 * A NAT64 address counts as the IPv4 address in it. Other addresses that embed an IPv4 address are not public.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed instanceof ipaddr.IPv4) return isPublicV4(parsed);
  const v6 = parsed as ipaddr.IPv6;
  if (v6.match(nat64)) return isPublicV4(new ipaddr.IPv4(v6.toByteArray().slice(12)));
  return v6.match(globalUnicast) && !specialV6.some(range => v6.match(range));
}

/**
 * Returns the IPv4 address in a NAT64 address, or any other host unchanged.
 *
 * @param hostname of a WHATWG URL
 */
export function withoutNat64(hostname: string): string {
  if (!hostname.startsWith("[")) return hostname;
  const address = ipaddr.IPv6.parse(hostname.slice(1, -1));
  return address.match(nat64) ? new ipaddr.IPv4(address.toByteArray().slice(12)).toString() : hostname;
}

/** Returns the NAT64 address of an IPv4 host as a WHATWG URL spells it; undefined for any other host. */
export function toNat64(hostname: string): string | undefined {
  return fourNumbers.test(hostname) ? new URL(`http://[64:ff9b::${hostname}]/`).hostname : undefined;
}

function isPublicV4(address: ipaddr.IPv4): boolean {
  return !specialV4.some(range => address.match(range)) && !metadataAddresses.includes(address.toString());
}

/** Names never end with a number (https://url.spec.whatwg.org/#ends-in-a-number-checker). */
const fourNumbers = /^\d+\.\d+\.\d+\.\d+$/;

/** Whether a host of a WHATWG URL is an IP address. The URL parser writes it as four decimals, or as IPv6 in brackets. */
export function isAddressHost(hostname: string): boolean {
  return hostname.startsWith("[") || fourNumbers.test(hostname);
}

/**
 * Whether a host can lead to the public internet: a name without a private suffix, or a public address.
 *
 * @param hostname of a WHATWG URL, in lower case
 */
export function isPublicHost(hostname: string): boolean {
  if (isAddressHost(hostname)) return isPublicAddress(hostname.replace(/^\[|\]$/g, ""));
  const name = withoutRoot(hostname);
  return name.includes(".") && !privateSuffixes.some(suffix => name.endsWith(`.${suffix}`));
}

/**
 * Returns why the DNS cannot contain a name, or undefined if it can (RFC 1035, RFC 2181). Underscores, and hyphens at the ends of
 * labels, are accepted because working names have them. A top-level domain is letters or punycode (RFC 3696 section 2).
 *
 * @param hostname of a WHATWG URL, in lower case and punycode; an address always passes
 */
export function hostNameProblem(hostname: string): string | undefined {
  if (isAddressHost(hostname)) return undefined;
  const name = withoutRoot(hostname);
  if (name.length > 253) return "must have a host of at most 253 characters";
  const labels = name.split(".");
  if (labels.includes("")) return "must have a host without empty labels";
  if (labels.some(label => label.length > 63)) return "must have a host with labels of at most 63 characters";
  if (!labels.every(isLabel)) return "must have a host of letters, digits, hyphens and dots only";
  if (labels.length > 1 && !isTopLevel(labels.at(-1) as string))
    return "must have a host that ends with a top-level domain such as .com";
  return undefined;
}

function isLabel(label: string): boolean {
  return /^[a-z0-9_-]+$/.test(label);
}

function isTopLevel(label: string): boolean {
  return /^(?:[a-z]{2,}|xn--[a-z0-9-]*[a-z0-9])$/.test(label);
}

/** Removes the trailing dot of the root. */
export function withoutRoot(hostname: string): string {
  return hostname.endsWith(".") ? hostname.slice(0, -1) : hostname;
}
