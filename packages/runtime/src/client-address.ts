import { isIP } from "node:net";
import { createNetworkList } from "./network-list.ts";

/**
 * Tells the visitor's address from the peer's address and `X-Forwarded-For`. Only proxies that are listed are believed:
 * from the right, the first address that is not one of them is the visitor.
 */
export type ClientAddress = (peer: string, forwardedFor: string | undefined) => string;

/**
 * @param trustedProxies addresses and CIDR ranges, separated by commas; empty: nobody is believed.
 * @throws Error naming an entry that is neither.
 */
export function createClientAddress(trustedProxies: string): ClientAddress {
  const isTrusted = createNetworkList(trustedProxies);
  return (peer, forwardedFor) => {
    let address = normalise(peer);
    if (forwardedFor === undefined || isTrusted.isEmpty) return address;
    for (const hop of forwardedFor.split(",").reverse()) {
      if (!isTrusted(address)) return address;
      const candidate = normalise(hop.trim());
      if (isIP(candidate) === 0) return address;
      address = candidate;
    }
    return address;
  };
}

/** IPv4 that arrived on an IPv6 socket, as plain IPv4. */
function normalise(address: string): string {
  return address.startsWith("::ffff:") && address.includes(".") ? address.slice(7) : address;
}
