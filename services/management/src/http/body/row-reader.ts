import { fieldProblem } from "@shunt/contracts/problem";
import { ByteCollector } from "./byte-collector.ts";
import { findRepeatedName } from "./find-repeated-name.ts";
import { assertJsonBounds, tooManyRowsProblem } from "./json-bounds.ts";
import { decodeUtf8 } from "./parse-json.ts";

const newline = 0x0a;
/** Space, tab and carriage return. */
const blanks: readonly (number | undefined)[] = [0x20, 0x09, 0x0d];

/** Bounds of NDJSON. `rows` also limits blank lines. */
export interface RowBounds {
  rows: number;
  depth: number;
  rowValues: number;
  values: number;
}

/**
 * Parses NDJSON as it arrives, so that too many rows are refused before the rest is read. A line that is not JSON becomes a Problem in
 * place of its row.
 */
export class RowReader {
  readonly #bounds: RowBounds;
  readonly #rows: unknown[] = [];
  #blankLines = 0;
  #values = 0;
  /** The incomplete last line. */
  #line = new ByteCollector();

  constructor(bounds: RowBounds) {
    this.#bounds = bounds;
  }

  /** @throws Problem "validation-failed" or "malformed-json" */
  add(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      this.#line.add(chunk.subarray(start, end));
      this.#endLine();
      start = end + 1;
    }
    this.#line.add(chunk.subarray(start));
  }

  /** Returns the rows after the last chunk. @throws as `add` does */
  end(): unknown[] {
    if (this.#line.length > 0) this.#endLine();
    return this.#rows;
  }

  #endLine(): void {
    const line = this.#line.join();
    this.#line = new ByteCollector();
    if (line.every(byte => blanks.includes(byte))) {
      if (++this.#blankLines > this.#bounds.rows)
        throw fieldProblem("", `must have at most ${this.#bounds.rows} blank lines`);
      return;
    }
    if (this.#rows.length === this.#bounds.rows) throw tooManyRowsProblem(this.#bounds.rows);
    this.#rows.push(this.#parse(line));
  }

  #parse(line: Buffer): unknown {
    const { depth, rowValues, values } = this.#bounds;
    const counted = assertJsonBounds(line, { depth, values: rowValues });
    this.#values += counted.values;
    if (this.#values > values) throw fieldProblem("", `must not hold more than ${values} values`);
    const text = decodeUtf8(line);
    try {
      const row: unknown = JSON.parse(text);
      const repeated = findRepeatedName(text, row, counted.members);
      if (repeated === undefined) return row;
      return fieldProblem("", `This line has ${JSON.stringify(repeated)} twice in an object`);
    } catch (cause) {
      return fieldProblem("", `This line is not valid JSON: ${(cause as Error).message}`);
    }
  }
}
