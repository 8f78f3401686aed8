import { randomInt } from "node:crypto";

/** Without 0 O o, 1 I l and the like, so that a code survives being read aloud or copied from paper. */
const lowerCase = "23456789abcdefghijkmnpqrstuvwxyz";
const bothCases = `${lowerCase}ABCDEFGHJKLMNPQRSTUVWXYZ`;

/** A code that cannot be guessed from others: every character is drawn by a cryptographic generator. */
export function createRandomCode(length: number, isCaseSensitive: boolean): string {
  const alphabet = isCaseSensitive ? bothCases : lowerCase;
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
}
