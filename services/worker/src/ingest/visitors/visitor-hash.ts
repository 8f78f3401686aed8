import { createHmac } from "node:crypto";
import { memoize } from "@shunt/visitor/memoize";

const maxNetworks = 20_000;
const maxWorkspaces = 100;
/** Of all workspaces, as a visitor may send any text of 512 characters. */
const maxAgents = 10_000;
/** Of the 16 bytes of a hash, the first ones that all visitors of a network share. */
export const networkBytes = 6;
const agentBytes = 10;

/** Returns the hashes of a workspace's visitors, given the day's key. */
export type HashVisitors = (key: Buffer, workspaceId: string) => VisitorHashes;

/** In hexadecimal. A visitor's hash is that of the network, followed by that of the agent. */
export interface VisitorHashes {
  ofNetwork: (network: string) => string;
  ofAgent: (userAgent: string) => string;
}

/**
 * Hashes visitors per workspace and day, so they cannot be followed across either. The first bytes identify the
 * network, as privacy addresses change within it, so that its agents can be counted; the rest identify the agent.
 * Without the day's key, which is destroyed, a hash cannot be traced to a visitor.
 */
export function createVisitorHasher(): HashVisitors {
  // The hashes of a day leave memory with its key.
  const known = new WeakMap<Buffer, (workspaceId: string) => VisitorHashes>();
  return (key, workspaceId) => {
    let hashesOf = known.get(key);
    if (hashesOf === undefined) {
      hashesOf = createHashes(key);
      known.set(key, hashesOf);
    }
    return hashesOf(workspaceId);
  };
}

function createHashes(key: Buffer): (workspaceId: string) => VisitorHashes {
  const hashOfNetwork = memoize(text => toHash(key, text, networkBytes), maxNetworks);
  const hashOfAgent = memoize(text => toHash(key, text, agentBytes), maxAgents);
  return memoize(
    workspaceId => ({
      ofNetwork: network => hashOfNetwork(`${workspaceId}\0${network}`),
      ofAgent: agent => hashOfAgent(`${workspaceId}\0${agent}`),
    }),
    maxWorkspaces,
  );
}

function toHash(key: Buffer, text: string, bytes: number): string {
  return createHmac("sha256", key)
    .update(text)
    .digest("hex")
    .slice(0, 2 * bytes);
}
