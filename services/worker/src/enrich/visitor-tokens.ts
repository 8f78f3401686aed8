import { memoize } from "@shunt/visitor/memoize";

/**
 * Returns a function that stands for each text with a number, so that keys made of several texts are short. Rarely used texts are
 * forgotten, and get another number then.
 */
export function createTokens(maxSize: number): (text: string) => number {
  let count = 0;
  return memoize(() => {
    count += 1;
    return count;
  }, maxSize);
}
