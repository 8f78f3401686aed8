import { isIP } from "node:net";
import { isPublicAddress } from "@shunt/contracts/values";
import ipaddr from "ipaddr.js";
import { memoize } from "./memoize.ts";

const maxMemoized = 10_000;

/**
 * The address, if it belongs to somebody on the public internet; undefined for private, shared, documentation and other
 * reserved ones. IPv4 mapped into IPv6 is IPv4.
 */
export const toPublicAddress = memoize((ip: string): string | undefined => {
  if (isIP(ip) === 0) return undefined;
  const address = ipaddr.process(ip).toString();
  return isPublicAddress(address) ? address : undefined;
}, maxMemoized);
