import { createHmac } from "node:crypto";
import { toClientNetwork } from "@shunt/runtime";
import QuickLRU from "quick-lru";

/** Hashes of networks, and of agents, per day. */
const maxRemembered = 20_000;
/** Of the 16 bytes of a hash, the first ones that all visitors of a network share. */
export const networkBytes = 6;
const agentBytes = 10;

/** Returns a visitor's hash in hexadecimal, given the day's key. */
export type HashVisitor = (key: Buffer, workspaceId: string, ip: string, userAgent: string) => string;

/**
 * Hashes visitors per workspace and day, so they cannot be followed across either. The first bytes identify the
 * network, as privacy addresses change within it, so that its agents can be counted; the rest identify the agent.
 * Without the day's key, which is destroyed, a hash cannot be traced to a visitor.
 */
export function createVisitorHasher(): HashVisitor {
  const [networks, agents] = [createHasher(networkBytes), createHasher(agentBytes)];
  return (key, workspaceId, ip, userAgent) =>
    networks(key, `${workspaceId}\0${toClientNetwork(ip)}`) + agents(key, `${workspaceId}\0${userAgent}`);
}

function createHasher(bytes: number): (key: Buffer, text: string) => string {
  // The hashes of a day leave memory with its key.
  const hashesOf = new WeakMap<Buffer, QuickLRU<string, string>>();
  return (key, text) => {
    const hashes = hashesOf.get(key) ?? new QuickLRU<string, string>({ maxSize: maxRemembered });
    hashesOf.set(key, hashes);
    const known = hashes.get(text);
    if (known !== undefined) return known;
    const hash = createHmac("sha256", key)
      .update(text)
      .digest("hex")
      .slice(0, 2 * bytes);
    hashes.set(text, hash);
    return hash;
  };
}
