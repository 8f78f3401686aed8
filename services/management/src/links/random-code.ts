import { randomInt } from "node:crypto";

/** Without 0 O o, 1 I l and the like, so that a code survives being read aloud or copied from paper. */
const alphabet = "23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";

/** A code that cannot be guessed from others: every character is drawn by a cryptographic generator. */
export function createRandomCode(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
}
