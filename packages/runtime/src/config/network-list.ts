import { BlockList, isIP } from "node:net";

/** Whether an IPv4 or IPv6 address lies in one of the networks. */
export type InNetworks = (address: string) => boolean;

/** Parses addresses and CIDR ranges, separated by commas. @throws Error that names an invalid entry */
export function createNetworkList(text: string): InNetworks & { isEmpty: boolean } {
  const entries = text.split(",").flatMap(entry => entry.trim() || []);
  const list = new BlockList();
  for (const entry of entries) {
    const [address = "", prefix] = entry.split("/");
    const version = isIP(address);
    const bits = prefix === undefined ? (version === 6 ? 128 : 32) : Number(prefix);
    if (version === 0 || !Number.isInteger(bits))
      throw new Error(
        `must hold IP addresses or CIDR ranges such as 10.0.0.0/8, separated by commas; "${entry}" is neither`,
      );
    list.addSubnet(address, bits, version === 6 ? "ipv6" : "ipv4");
  }
  const contains: InNetworks = address => list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
  return Object.assign(contains, { isEmpty: entries.length === 0 });
}
