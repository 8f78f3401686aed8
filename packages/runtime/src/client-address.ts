import { BlockList, isIP } from "node:net";

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
  const entries = trustedProxies.split(",").flatMap(entry => entry.trim() || []);
  const isTrusted = toMatcher(entries);
  return (peer, forwardedFor) => {
    let address = normalise(peer);
    if (forwardedFor === undefined || entries.length === 0) return address;
    for (const hop of forwardedFor.split(",").reverse()) {
      if (!isTrusted(address)) return address;
      const candidate = normalise(hop.trim());
      if (isIP(candidate) === 0) return address;
      address = candidate;
    }
    return address;
  };
}

function toMatcher(entries: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = "", prefix] = entry.split("/");
    const version = isIP(address);
    const bits = prefix === undefined ? (version === 6 ? 128 : 32) : Number(prefix);
    if (version === 0 || !Number.isInteger(bits)) throw new Error(`not an address or a CIDR range: ${entry}`);
    list.addSubnet(address, bits, version === 6 ? "ipv6" : "ipv4");
  }
  return address => list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

/** IPv4 that arrived on an IPv6 socket, as plain IPv4. */
function normalise(address: string): string {
  return address.startsWith("::ffff:") && address.includes(".") ? address.slice(7) : address;
}
