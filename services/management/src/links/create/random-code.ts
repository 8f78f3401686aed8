import { randomInt } from "node:crypto";

/** Without characters that look alike, such as 0 O o and 1 I l, so that people can copy a code from paper. */
const lowerCase = "23456789abcdefghijkmnpqrstuvwxyz";
const bothCases = `${lowerCase}ABCDEFGHJKLMNPQRSTUVWXYZ`;

/** A code from a cryptographic random generator, so that it cannot be guessed from other codes. */
export function createRandomCode(length: number, isCaseSensitive: boolean): string {
  const alphabet = isCaseSensitive ? bothCases : lowerCase;
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
}
