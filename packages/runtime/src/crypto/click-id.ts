import { randomUUID } from "node:crypto";

/**
 * A UUID version 7 (RFC 9562, 5.7), built from a version 4 UUID: Node generates random bytes for those in advance,
 * which makes it cheap.
 */
export function createClickId(now: number): string {
  if (now !== last.now) {
    const time = now.toString(16).padStart(12, "0");
    last = { now, prefix: `${time.slice(0, 8)}-${time.slice(8)}-7` };
  }
  return last.prefix + randomUUID().slice(15);
}

/** The clicks of a batch share their time. */
let last = { now: Number.NaN, prefix: "" };
