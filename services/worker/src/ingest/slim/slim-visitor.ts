import type { StoredClick } from "../store/stored-click.ts";

/** Digits of a folded hash, in hexadecimal. */
const slimDigits = 16;
const bytes = Buffer.alloc(slimDigits);
const words = new Uint32Array(bytes.buffer, bytes.byteOffset, 4);

/**
 * Folds a visitor's hash into eight bytes, in hexadecimal: enough to distinguish the visitors of a link and day.
 */
export function toSlimVisitor({ visitor }: Pick<StoredClick, "visitor">): string | null {
  if (visitor === null) return null;
  // A folded hash stays as it is.
  if (visitor.length === slimDigits) return visitor;
  bytes.write(visitor, "hex");
  for (const i of [0, 1] as const) words[i] = (words[i] as number) ^ (words[i + 2] as number);
  return bytes.toString("hex", 0, slimDigits / 2);
}
