import { isIPv6 } from "node:net";
import ipaddr from "ipaddr.js";

/**
 * The network that counts as one client: an IPv4 address, or the /64 that a customer of an IPv6 provider has at least, in one
 * spelling. Text that is no address is returned as it is.
 */
export function toClientNetwork(address: string): string {
  if (!isIPv6(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed.kind() === "ipv4" ? parsed.toString() : toNetwork(address, 64);
}

/** The /48 that one customer of an IPv6 provider may have; undefined where the address is not IPv6. */
export function toSiteNetwork(address: string): string | undefined {
  if (!isIPv6(address) || ipaddr.process(address).kind() === "ipv4") return undefined;
  return toNetwork(address, 48);
}

function toNetwork(address: string, bits: number): string {
  const normal = ipaddr.parse(address).toNormalizedString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${normal}/${bits}`).toString()}/${bits}`;
}
