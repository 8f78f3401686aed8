import { randomUUID } from "node:crypto";

/**
 * A UUID of version 7 (RFC 9562, 5.7): milliseconds, then random bits. Made from one of version 4, for which Node draws
 * random bytes ahead: drawing them for each is what makes an id dear.
 */
export function createClickId(now: number): string {
  const time = now.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
