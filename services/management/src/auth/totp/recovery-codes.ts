import { randomBytes } from "node:crypto";

/** 32 characters: neither 0 and O nor 1 and I, which are read for each other. */
const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const count = 10;
/** Five bits each: 80 in all, which nobody guesses and a plain hash protects. */
const length = 16;

/** In groups of four, such as `7KQ2-M9XD-…`. */
export function createRecoveryCodes(): string[] {
  return Array.from({ length: count }, () => createCode().replace(/.{4}(?=.)/g, "$&-"));
}

function createCode(): string {
  return Array.from(randomBytes(length), byte => alphabet[byte % alphabet.length]).join("");
}
