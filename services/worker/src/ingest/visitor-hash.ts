import { createHmac } from "node:crypto";

/**
 * Tells visitors of one day apart within one workspace. Without the day's key, which is destroyed, it leads back to
 * nobody; and nobody can be followed from one day or workspace to the next.
 */
export function hashVisitor(key: Buffer, workspaceId: string, ip: string, userAgent: string): Buffer {
  return createHmac("sha256", key).update(`${workspaceId}\0${ip}\0${userAgent}`).digest().subarray(0, 16);
}
