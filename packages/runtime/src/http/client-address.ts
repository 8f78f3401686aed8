import { isIP } from "node:net";
import { createNetworkList } from "../config/network-list.ts";
import { readAddress } from "./read-address.ts";

/**
 * Returns the client's address. Only trusted proxies are believed: reading their header from the right, the first address that is
 * not a trusted proxy is the client's. `X-Forwarded-For` wins over `Forwarded` (RFC 7239), because a proxy that writes the former
 * may pass on the latter from the client.
 *
 * If a proxy writes something other than an address, such as `unknown` or `_hidden`, the result is `unknown` and the proxy's address.
 * All such clients share one rate limit, so invented values gain nothing, and they do not count as the proxy itself.
 */
export type ClientAddress = (peer: string, forwardedFor: string | undefined, forwarded?: string | undefined) => string;

/** More proxies than any real chain has. Entries further left come from the client. */
const maxHops = 32;

/**
 * @param trustedProxies addresses and CIDR ranges, separated by commas; if empty, headers are ignored
 * @throws Error that names an invalid entry
 */
export function createClientAddress(trustedProxies: string): ClientAddress {
  const proxies = createNetworkList(trustedProxies);
  const isTrusted = (address: string) => isIP(address) !== 0 && proxies(address);
  return (peer, forwardedFor, forwarded) => {
    const address = readAddress(peer) ?? peer;
    if (proxies.isEmpty || (forwardedFor === undefined && forwarded === undefined)) return address;
    return forwardedFor === undefined
      ? walk(address, forwarded ?? "", isTrusted, readForwardedElement)
      : walk(address, forwardedFor, isTrusted, readAddress);
  };
}

/** Reads element by element from the right, because the header may be long and only its end was written by proxies. */
function walk(
  peer: string,
  header: string,
  isTrusted: (address: string) => boolean,
  read: (element: string) => string | undefined,
): string {
  let address = peer;
  let isProxy = isTrusted(peer);
  let end = header.length;
  for (let hop = 0; hop < maxHops && end >= 0 && isProxy; ) {
    const comma = end === 0 ? -1 : header.lastIndexOf(",", end - 1);
    const element = header.slice(comma + 1, end).trim();
    end = comma;
    // Lists may have empty elements (RFC 9110, 5.6.1).
    if (element === "") continue;
    const client = read(element);
    if (client === undefined) return `unknown ${address}`;
    address = client;
    isProxy = isTrusted(client);
    hop++;
  }
  return address;
}

const parameter = /^([\w!#$%&'*+.^`|~-]+)=([\w!#$%&'*+.^`|~-]+|"[^"\\]*")$/;

/**
 * Returns the `for` of one element (RFC 7239, 4), or undefined if a parameter is malformed. Elements are split at commas before
 * quotes are read, so that a quote left open by the client cannot swallow what a proxy appended.
 */
function readForwardedElement(element: string): string | undefined {
  let client: string | undefined;
  for (const pair of element.split(";")) {
    if (pair.trim() === "") continue;
    const [, name, value] = parameter.exec(pair.trim()) ?? [];
    if (name === undefined || value === undefined) return undefined;
    if (name.toLowerCase() === "for") client = readAddress(value);
  }
  return client;
}
