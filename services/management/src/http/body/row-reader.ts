import { fieldProblem } from "@shunt/contracts/problem";
import { ByteCollector } from "./byte-collector.ts";
import { assertJsonBounds, tooManyRows } from "./json-bounds.ts";
import { decodeUtf8 } from "./parse-json.ts";

const newline = 0x0a;
/** Space, tab and carriage return. */
const blanks: readonly (number | undefined)[] = [0x20, 0x09, 0x0d];

/** Bounds of NDJSON. There may be as many blank lines as rows. */
export interface RowBounds {
  rows: number;
  depth: number;
  /** Of one row. */
  rowValues: number;
  /** Of all rows together. */
  values: number;
}

/**
 * Parses NDJSON as it arrives, so that rows beyond the bound are refused before the rest is read. A line that is not JSON becomes
 * the Problem of its row.
 */
export class RowReader {
  readonly #bounds: RowBounds;
  readonly #rows: unknown[] = [];
  #blankLines = 0;
  #values = 0;
  /** The line whose end has not come yet. */
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

  /** The rows, once all bytes have come. @throws as `add` does */
  end(): unknown[] {
    if (this.#line.length > 0) this.#endLine();
    return this.#rows;
  }

  #endLine(): void {
    const line = this.#line.join();
    this.#line = new ByteCollector();
    if (line.every(byte => blanks.includes(byte))) {
      if (++this.#blankLines > this.#bounds.rows)
        throw fieldProblem("", "must not have more blank lines than rows allowed");
      return;
    }
    if (this.#rows.length === this.#bounds.rows) throw tooManyRows(this.#bounds.rows);
    this.#rows.push(this.#parse(line));
  }

  #parse(line: Buffer): unknown {
    const { depth, rowValues, values } = this.#bounds;
    this.#values += assertJsonBounds(line, { depth, values: rowValues });
    if (this.#values > values) throw fieldProblem("", `must not hold more than ${values} values`);
    const text = decodeUtf8(line);
    try {
      return JSON.parse(text);
    } catch (cause) {
      return fieldProblem("", `This line is not valid JSON: ${(cause as Error).message}`);
    }
  }
}
