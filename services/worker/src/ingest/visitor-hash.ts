import { createHmac } from "node:crypto";
import QuickLRU from "quick-lru";

const maxRemembered = 20_000;

/** The hash in hexadecimal of a visitor, given the day's key. */
export type HashVisitor = (key: Buffer, workspaceId: string, ip: string, userAgent: string) => string;

/**
 * Tells visitors of one day apart within one workspace. Without the day's key, which is destroyed, a hash leads back to
 * nobody; and nobody can be followed from one day or workspace to the next.
 */
export function createVisitorHasher(): HashVisitor {
  // Whoever clicks often is hashed once. A key in memory outlives its day no longer than that in the database.
  const known = new QuickLRU<string, { key: Buffer; hash: string }>({ maxSize: maxRemembered });
  return (key, workspaceId, ip, userAgent) => {
    const visitor = `${workspaceId}\0${ip}\0${userAgent}`;
    const found = known.get(visitor);
    if (found?.key === key) return found.hash;
    const hash = createHmac("sha256", key).update(visitor).digest("hex").slice(0, 32);
    known.set(visitor, { key, hash });
    return hash;
  };
}
