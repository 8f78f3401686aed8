import { createHmac } from "node:crypto";
import { memoize } from "@shunt/visitor/memoize";

const maxNetworks = 20_000;
const maxWorkspaces = 100;
/** Per workspace. */
const maxAgents = 500;
/** Of the 16 bytes of a hash, the first ones that all visitors of a network share. */
export const networkBytes = 6;
const agentBytes = 10;

/** Returns a visitor's hash in hexadecimal, given the day's key. */
export type HashVisitor = (key: Buffer, workspaceId: string, network: string, userAgent: string) => string;

interface Hashes {
  /** By workspace and network. */
  network: (text: string) => string;
  agentsOf: (workspaceId: string) => (userAgent: string) => string;
}

/**
 * Hashes visitors per workspace and day, so they cannot be followed across either. The first bytes identify the
 * network, as privacy addresses change within it, so that its agents can be counted; the rest identify the agent.
 * Without the day's key, which is destroyed, a hash cannot be traced to a visitor.
 */
export function createVisitorHasher(): HashVisitor {
  // The hashes of a day leave memory with its key.
  const known = new WeakMap<Buffer, Hashes>();
  return (key, workspaceId, network, userAgent) => {
    let hashes = known.get(key);
    if (hashes === undefined) {
      hashes = createHashes(key);
      known.set(key, hashes);
    }
    return hashes.network(`${workspaceId}\0${network}`) + hashes.agentsOf(workspaceId)(userAgent);
  };
}

/** User agents are long, so their workspace is not made a part of the text to look up. */
function createHashes(key: Buffer): Hashes {
  return {
    network: memoize(text => toHash(key, text, networkBytes), maxNetworks),
    agentsOf: memoize(
      workspaceId => memoize(agent => toHash(key, `${workspaceId}\0${agent}`, agentBytes), maxAgents),
      maxWorkspaces,
    ),
  };
}

function toHash(key: Buffer, text: string, bytes: number): string {
  return createHmac("sha256", key)
    .update(text)
    .digest("hex")
    .slice(0, 2 * bytes);
}
