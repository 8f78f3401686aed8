import { randomUUID } from "node:crypto";

/**
 * A UUID version 7 (RFC 9562, 5.7), built from a version 4 UUID: Node generates random bytes for those in advance,
 * which makes it cheap.
 */
export function createClickId(now: number): string {
  const time = now.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
