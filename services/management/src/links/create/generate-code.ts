import { randomInt } from "node:crypto";
import type { CodeStyle } from "@shunt/contracts/links";
import type { Config } from "../../config.ts";
import { adjectives, nouns } from "./code-words.ts";
import { createRandomCode } from "./random-code.ts";

/** Collisions of random codes are rare with seven characters of 56, so this many in a row mean that few codes are left. */
export const maxAttempts = 10;
/** Attempts per number of digits. Readable codes get longer while short ones are scarce. */
const attemptsPerLength = 3;

interface GenerateConfig {
  links: Pick<Config["links"], "codeLength" | "codeStyle">;
}

interface CodeForm {
  style: CodeStyle | undefined;
  isCaseSensitive: boolean;
}

/**
 * Returns a code of the wanted style, or of the instance's. Readable codes such as `brave-otter-42` hold 22 bits: easier to guess than
 * seven random characters, which hold 40.
 *
 * @param attempt number of codes that were taken
 * @throws Error after `maxAttempts`
 */
export function generateCode(
  { links: { codeLength, codeStyle } }: GenerateConfig,
  { style = codeStyle, isCaseSensitive }: CodeForm,
  attempt: number,
): string {
  if (attempt >= maxAttempts)
    throw new Error(`no free code of ${codeLength} characters after ${maxAttempts} attempts; raise SHORT_CODE_LENGTH`);
  return style === "readable" ? createReadableCode(attempt) : createRandomCode(codeLength, isCaseSensitive);
}

function createReadableCode(attempt: number): string {
  const smallest = 10 ** (1 + Math.floor(attempt / attemptsPerLength));
  return `${pick(adjectives)}-${pick(nouns)}-${randomInt(smallest, smallest * 10)}`;
}

function pick(words: readonly string[]): string {
  return words[randomInt(words.length)] as string;
}
