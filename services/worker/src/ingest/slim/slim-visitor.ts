import type { StoredClick } from "../store/stored-click.ts";

/**
 * Folds a visitor's hash into eight bytes, in hexadecimal: enough to distinguish the visitors of a link and day.
 */
export function toSlimVisitor({ visitor }: Pick<StoredClick, "visitor">): string | null {
  if (visitor === null) return null;
  let folded = "";
  for (let start = 0; start < slimLength; start += digitsAtOnce) {
    const first = Number.parseInt(visitor.slice(start, start + digitsAtOnce), 16);
    const second = Number.parseInt(visitor.slice(start + slimLength, start + slimLength + digitsAtOnce), 16);
    folded += ((first ^ second) >>> 0).toString(16).padStart(digitsAtOnce, "0");
  }
  return folded;
}

const slimLength = 16;
/** An operand of `^` has 32 bits. */
const digitsAtOnce = 8;
