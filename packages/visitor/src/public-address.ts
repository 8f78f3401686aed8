import { isIP } from "node:net";
import { isPublicAddress } from "@shunt/contracts/values";
import ipaddr from "ipaddr.js";
import { memoize } from "./memoize.ts";

const maxMemoized = 10_000;

/** The address if it is public, else undefined (private, shared, reserved, …). IPv4-mapped IPv6 becomes IPv4. */
export const toPublicAddress = memoize((ip: string): string | undefined => {
  // Each accepts forms that the other refuses: zones such as `%br-0a1b`, partial IPv4.
  if (isIP(ip) === 0 || !ipaddr.isValid(ip)) return undefined;
  const address = ipaddr.process(ip).toString();
  return isPublicAddress(address) ? address : undefined;
}, maxMemoized);
