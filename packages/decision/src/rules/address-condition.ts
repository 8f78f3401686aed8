import { isInRanges, parseRange } from "@shunt/visitor/address-range";

/** Compiles addresses and ranges. An unknown address meets neither the condition nor its negation. */
export function compileAddressTest(texts: readonly string[], isWanted: boolean): (address: string) => boolean {
  const ranges = texts.map(parseRange);
  return address => isInRanges(address, ranges) === isWanted;
}
