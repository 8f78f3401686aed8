import { randomBytes } from "node:crypto";

/** 32 characters, without 0, O, 1 and I, which are easily confused. */
const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const count = 10;
/** 16 characters of 5 bits are 80 bits: too many to guess, so a plain hash is enough. */
const length = 16;

/** In groups of four, such as `7KQ2-M9XD-…`. */
export function createRecoveryCodes(): string[] {
  return Array.from({ length: count }, () => createCode().replace(/.{4}(?=.)/g, "$&-"));
}

function createCode(): string {
  return Array.from(randomBytes(length), byte => alphabet[byte % alphabet.length]).join("");
}
