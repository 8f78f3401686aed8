import { BlockList, isIP } from "node:net";

/** Whether an address, of either version, lies in one of some networks. */
export type InNetworks = (address: string) => boolean;

/**
 * Reads addresses and CIDR ranges, separated by commas.
 *
 * @throws Error naming an entry that is neither.
 */
export function createNetworkList(text: string): InNetworks & { isEmpty: boolean } {
  const entries = text.split(",").flatMap(entry => entry.trim() || []);
  const list = new BlockList();
  for (const entry of entries) {
    const [address = "", prefix] = entry.split("/");
    const version = isIP(address);
    const bits = prefix === undefined ? (version === 6 ? 128 : 32) : Number(prefix);
    if (version === 0 || !Number.isInteger(bits)) throw new Error(`not an address or a CIDR range: ${entry}`);
    list.addSubnet(address, bits, version === 6 ? "ipv6" : "ipv4");
  }
  const contains: InNetworks = address => list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
  return Object.assign(contains, { isEmpty: entries.length === 0 });
}
