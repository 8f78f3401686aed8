import { fieldProblem, type Problem } from "@shunt/contracts/problem";

/** Limits of a JSON text. Each comma and each opening bracket counts as a value. */
export interface JsonBounds {
  depth: number;
  values: number;
  /** Elements of the outermost array, and values in each element. */
  rows?: { count: number; values: number };
}

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Scans JSON before it is parsed, up to the first byte beyond a bound. Does not check the syntax, which `JSON.parse` does.
 *
 * @param bytes UTF-8
 * @returns the numbers of values and of members of objects
 * @throws Problem "validation-failed"
 */
export function assertJsonBounds(bytes: Uint8Array, bounds: JsonBounds): { values: number; members: number } {
  const { rows } = bounds;
  let [depth, values, members, rowCount, rowValues] = [0, 0, 0, 0, 0];
  const countValue = () => {
    values++;
    rowValues++;
    if (values > bounds.values) throw fieldProblem("", `must not hold more than ${bounds.values} values`);
    if (rows && rowValues > rows.values)
      throw fieldProblem("", `must not have a row of more than ${rows.values} values`);
  };
  const beginRow = () => {
    // The bracket or comma before a row does not count as a value of the row.
    rowValues = -1;
    if (rows && ++rowCount > rows.count) throw tooManyRowsProblem(rows.count);
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
      case colon:
        members++;
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
  return { values, members };
}

export function tooManyRowsProblem(max: number): Problem {
  return fieldProblem("", `must not have more than ${max} rows`);
}

function findStringEnd(bytes: Uint8Array, start: number): number {
  let i = start + 1;
  while (i < bytes.length && bytes[i] !== quote) i += bytes[i] === backslash ? 2 : 1;
  return i;
}
