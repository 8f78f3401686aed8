import { isIPv6 } from "node:net";

/**
 * Who shares one fate where requests are counted by address: an IPv4 address, or the /64 that a customer of an IPv6 provider
 * has at least.
 */
export function toClientNetwork(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail = ""] = address.split("::");
  const groups = head === "" ? [] : head.split(":");
  const rest = tail === "" ? [] : tail.split(":");
  while (groups.length + rest.length < 8) groups.push("0");
  return [...groups, ...rest].slice(0, 4).join(":");
}
