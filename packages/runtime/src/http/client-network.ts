import { isIPv6 } from "node:net";
import ipaddr from "ipaddr.js";

/**
 * Returns the network that counts as one client, in canonical form: an IPv4 address, or the /64 of an IPv6 address, because every
 * customer of an IPv6 provider has at least that. Other text is returned unchanged.
 */
export function toClientNetwork(address: string): string {
  if (!isReadable(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed.kind() === "ipv4" ? parsed.toString() : toNetwork(address, 64);
}

/** Returns the /48 that one customer of an IPv6 provider may have, or undefined for other addresses. */
export function toSiteNetwork(address: string): string | undefined {
  if (!isReadable(address) || ipaddr.process(address).kind() === "ipv4") return undefined;
  return toNetwork(address, 48);
}

/** Node allows zones of any interface, such as `%br-0a1b`, which the parser refuses. */
function isReadable(address: string): boolean {
  return isIPv6(address) && ipaddr.IPv6.isValid(address);
}

function toNetwork(address: string, bits: number): string {
  const normal = ipaddr.parse(address).toNormalizedString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${normal}/${bits}`).toString()}/${bits}`;
}
