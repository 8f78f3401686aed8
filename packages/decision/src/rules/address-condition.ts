import { BlockList, isIP } from "node:net";

/** Compiles addresses and ranges. An IPv4 address that is mapped into IPv6 matches as IPv4. Other text matches nothing. */
export function compileAddressTest(ranges: readonly string[], isNegated: boolean): (address: string) => boolean {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = "", prefix] = range.split("/");
    const family = toFamily(address);
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return address => isIP(address) !== 0 && list.check(address, toFamily(address)) !== isNegated;
}

function toFamily(address: string): "ipv4" | "ipv6" {
  return address.includes(":") ? "ipv6" : "ipv4";
}
