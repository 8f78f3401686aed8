import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { memoize } from "./memoize.ts";

type Address = ReturnType<typeof ipaddr.process>;

const maxMemoized = 10_000;

/** IPv4-mapped IPv6 becomes IPv4. */
const readAddress = memoize(
  (text: string): Address | undefined => (isIP(text) === 0 ? undefined : ipaddr.process(text)),
  maxMemoized,
);

/** An address, or a range in CIDR notation, compared in as many bits as `prefix` says. */
export interface AddressRange {
  address: Address;
  prefix: number;
}

/** Bits of an IPv4-mapped IPv6 address before those of its IPv4 address. */
const mappedBits = 96;

/** @param text an address or a range in CIDR notation. @throws Error for other text */
export function parseRange(text: string): AddressRange {
  if (text.includes("/")) {
    const [address, prefix] = ipaddr.parseCIDR(text);
    const isMapped = "isIPv4MappedAddress" in address && address.isIPv4MappedAddress() && prefix >= mappedBits;
    return isMapped ? { address: address.toIPv4Address(), prefix: prefix - mappedBits } : { address, prefix };
  }
  const address = ipaddr.process(text);
  return { address, prefix: address.kind() === "ipv4" ? 32 : 128 };
}

/** Whether one of the ranges contains the address; undefined for text that is no address. */
export function isInRanges(text: string, ranges: readonly AddressRange[]): boolean | undefined {
  const address = readAddress(text);
  if (address === undefined) return undefined;
  return ranges.some(range => contains(range, address));
}

function contains({ address: first, prefix }: AddressRange, address: Address): boolean {
  if (address instanceof ipaddr.IPv4) return first instanceof ipaddr.IPv4 && address.match(first, prefix);
  return first instanceof ipaddr.IPv6 && address.match(first, prefix);
}
