import { fieldProblem, type Problem } from "@shunt/contracts/problem";

/** How much one JSON text may hold. A value is counted for each comma and each opening bracket. */
export interface JsonBounds {
  depth: number;
  values: number;
  /** Elements of the outermost array, and values in each of them. */
  rows?: { count: number; values: number };
}

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Scans JSON once, before it is parsed, and ends at the first byte that goes beyond a bound. It does not check the syntax:
 * `JSON.parse` does that.
 *
 * @param bytes UTF-8
 * @returns how many values there are
 * @throws Problem "validation-failed"
 */
export function assertJsonBounds(bytes: Uint8Array, bounds: JsonBounds): number {
  const { rows } = bounds;
  let [depth, values, rowCount, rowValues] = [0, 0, 0, 0];
  const countValue = () => {
    values++;
    rowValues++;
    if (values > bounds.values) throw fieldProblem("", `must not hold more than ${bounds.values} values`);
    if (rows && rowValues > rows.values)
      throw fieldProblem("", `must not have a row of more than ${rows.values} values`);
  };
  const beginRow = () => {
    // The bracket or comma before a row is no value in it.
    rowValues = -1;
    if (rows && ++rowCount > rows.count) throw tooManyRows(rows.count);
  };
  for (let i = 0; i < bytes.length; i++) {
    switch (bytes[i]) {
      case quote:
        i = findStringEnd(bytes, i);
        break;
      case comma:
        if (depth === 1) beginRow();
        countValue();
        break;
      case openBracket:
      case openBrace:
        if (depth === 0) beginRow();
        countValue();
        if (++depth > bounds.depth) throw fieldProblem("", `must not be nested deeper than ${bounds.depth} levels`);
        break;
      case closeBracket:
      case closeBrace:
        depth--;
        break;
      default:
    }
  }
  return values;
}

export function tooManyRows(max: number): Problem {
  return fieldProblem("", `must not have more than ${max} rows`);
}

function findStringEnd(bytes: Uint8Array, start: number): number {
  let i = start + 1;
  while (i < bytes.length && bytes[i] !== quote) i += bytes[i] === backslash ? 2 : 1;
  return i;
}
