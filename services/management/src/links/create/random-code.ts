import { randomInt } from "node:crypto";

/** Without characters that look alike, such as 0 O o and 1 I l. */
const lowerCase = "23456789abcdefghijkmnpqrstuvwxyz";
const bothCases = `${lowerCase}ABCDEFGHJKLMNPQRSTUVWXYZ`;

/** Uses a cryptographic generator, so that codes cannot be guessed from others. */
export function createRandomCode(length: number, isCaseSensitive: boolean): string {
  const alphabet = isCaseSensitive ? bothCases : lowerCase;
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
}
