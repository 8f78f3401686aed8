import { createHmac } from "node:crypto";
import { toClientNetwork } from "@shunt/runtime";
import QuickLRU from "quick-lru";

const maxRemembered = 20_000;
/** Of the 16 bytes of a hash, those that all visitors of one network share. */
export const networkBytes = 6;
const agentBytes = 10;

/** The hash in hexadecimal of a visitor, given the day's key. */
export type HashVisitor = (key: Buffer, workspaceId: string, ip: string, userAgent: string) => string;

/**
 * Tells visitors of one day apart within one workspace: by network, as privacy addresses change within it, and by agent. The
 * hashes of one network begin alike, so that its agents can be counted. Without the day's key, which is destroyed, a hash
 * leads back to nobody; and nobody can be followed from one day or workspace to the next.
 */
export function createVisitorHasher(): HashVisitor {
  // Networks and agents that come often are hashed once. A key in memory outlives its day no longer than that in the database.
  const [networks, agents] = [createHasher(networkBytes), createHasher(agentBytes)];
  return (key, workspaceId, ip, userAgent) =>
    networks(key, `${workspaceId}\0${toClientNetwork(ip)}`) + agents(key, `${workspaceId}\0${userAgent}`);
}

function createHasher(bytes: number): (key: Buffer, text: string) => string {
  const known = new QuickLRU<string, { key: Buffer; hash: string }>({ maxSize: maxRemembered });
  return (key, text) => {
    const found = known.get(text);
    if (found?.key === key) return found.hash;
    const hash = createHmac("sha256", key)
      .update(text)
      .digest("hex")
      .slice(0, 2 * bytes);
    known.set(text, { key, hash });
    return hash;
  };
}
