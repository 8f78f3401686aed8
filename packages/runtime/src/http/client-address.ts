import { isIP } from "node:net";
import { createNetworkList } from "../config/network-list.ts";
import { readAddress } from "./read-address.ts";

/**
 * Returns the client's address. Only listed proxies are believed: going from the right through what they wrote, the first address
 * that is not one of them is the client's. `X-Forwarded-For` wins where it is present, as a proxy that writes it may pass on a
 * `Forwarded` (RFC 7239) of the client's own making.
 *
 * A proxy may write something else than an address, such as `unknown` or `_hidden`. Its clients then share one name, `unknown`
 * and the proxy's address: they do not count as the proxy itself or as clients that are known, and a made-up value gives no
 * new allowance.
 */
export type ClientAddress = (peer: string, forwardedFor: string | undefined, forwarded?: string | undefined) => string;

/** More proxies than any chain has; what is further left was sent by the client. */
const maxHops = 32;

/**
 * @param trustedProxies addresses and CIDR ranges, separated by commas; empty: no header is believed.
 * @throws Error naming an entry that is neither.
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

/** From the right, element by element: the header may be long, and only its end was written by proxies. */
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
 * The `for` of one element (RFC 7239, 4). Elements are split at commas before quotes are read, so that a quote which the client
 * has left open cannot swallow what a proxy appended; an element with a parameter that is not well formed is none.
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
