import type { StoredClick } from "../store/stored-click.ts";

/** Digits of a folded hash, in hexadecimal. */
const slimDigits = 16;
const bytes = Buffer.alloc(slimDigits);
const folded = bytes.subarray(0, slimDigits / 2);
const words = new Uint32Array(bytes.buffer, bytes.byteOffset, 4);

/**
 * Folds a visitor's hash into eight bytes: enough to distinguish the visitors of a link and day. The next call changes the
 * returned bytes.
 */
export function toSlimVisitor({ visitor }: Pick<StoredClick, "visitor">): Uint8Array | null {
  if (visitor === null) return null;
  bytes.write(visitor, "hex");
  // A folded hash stays as it is.
  if (visitor.length === slimDigits) return folded;
  words[0] = (words[0] as number) ^ (words[2] as number);
  words[1] = (words[1] as number) ^ (words[3] as number);
  return folded;
}

/** In hexadecimal. */
export function toSlimVisitorHex(click: Pick<StoredClick, "visitor">): string | null {
  return toSlimVisitor(click) && folded.toString("hex");
}
