import { randomUUID } from "node:crypto";
import type { StoredClick } from "../store/stored-click.ts";

/**
 * A UUID version 7 (RFC 9562, 5.7) of the click's time. `slim_clicks` keeps only its end. Built from a version 4 UUID:
 * Node generates random bytes for those in advance, which makes it cheap.
 */
export function createStoredId(at: number): string {
  return toBeginning(at) + randomUUID().slice(endAt);
}

/** Returns the end of a click's id in hexadecimal; undefined if its beginning is not that of `createStoredId`. */
export function toShortId({ id, at }: Pick<StoredClick, "id" | "at">): string | undefined {
  return id.startsWith(toBeginning(at)) ? id.slice(endAt).replace("-", "") : undefined;
}

/** Where the variant of a UUID begins. */
const endAt = 19;

function toBeginning(at: number): string {
  const time = at.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-`;
}
