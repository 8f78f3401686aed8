import type { IncomingMessage } from "node:http";
import { createNetworkList } from "../config/network-list.ts";
import { readAddress } from "./read-address.ts";

/** A response header for `shunt doctor`: `ignored` if the service did not believe the client address in the request. */
export const forwardingHeader = "x-shunt-forwarding";

export type ForwardingCheck = (
  request: Pick<IncomingMessage, "headers"> & { socket: { remoteAddress?: string | undefined } },
) => boolean;

/**
 * Returns whether the client address in a request's headers is ignored, because its sender is no trusted proxy.
 *
 * @param trustedProxies as for `createClientAddress`
 */
export function createForwardingCheck(trustedProxies: string): ForwardingCheck {
  const proxies = createNetworkList(trustedProxies);
  return ({ headers, socket }) => {
    if (headers["x-forwarded-for"] === undefined && headers.forwarded === undefined) return false;
    const peer = readAddress(socket.remoteAddress ?? "");
    return peer === undefined || !proxies(peer);
  };
}
