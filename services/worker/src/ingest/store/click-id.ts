import { randomUUID } from "node:crypto";

/**
 * Returns a UUID version 7 (RFC 9562, 5.7): milliseconds, then random bits. It is built from a version 4 UUID because
 * Node generates random bytes for those in advance, and random bytes per id are the expensive part.
 */
export function createClickId(now: number): string {
  const time = now.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
