import {
  type Click,
  ClickBatch,
  type ClickColumn,
  clickBatchVersion,
  clickColumnNames,
  tracesInBatch,
} from "@shunt/contracts/clicks";

/** Dictionary indexes have 16 bits. */
const maxDictionary = 2 ** 16;

/**
 * Length of the dictionary from which on a batch takes no further clicks, in UTF-16 units: ordinary clicks have a tenth of it. A visitor
 * may send URLs of 8 kB, and a worker holds dozens of batches.
 */
const fullLength = 2 ** 20;

/** Problems of a batch with the wrong shape that its error names. */
const maxIssues = 2;

/** Collects clicks in columns, with each distinct string stored once. */
export class ClickBatchBuilder {
  readonly dictionary: string[] = [];
  /** Milliseconds since the epoch. */
  readonly at: Float64Array;
  /** In the order of `clickColumns`, each with one index per click. */
  readonly columns: readonly { name: ClickColumn; indexes: Uint16Array }[];
  readonly #traces: number[] = [];
  #count = 0;
  /** Of all texts in the dictionary, in UTF-16 units. */
  #length = 0;
  readonly #indexes = new Map<string, number>();

  /** @param capacity maximum number of clicks */
  constructor(capacity: number) {
    this.at = new Float64Array(capacity);
    this.columns = clickColumnNames.map(name => ({ name, indexes: new Uint16Array(capacity) }));
  }

  get count(): number {
    return this.#count;
  }

  get isFull(): boolean {
    return !this.hasRoom || this.#length >= fullLength;
  }

  /** Whether another click can be added, even if the batch is large. */
  get hasRoom(): boolean {
    return this.#count < this.at.length && this.dictionary.length <= maxDictionary - clickColumnNames.length;
  }

  add(click: Click): void {
    const row = this.#count;
    this.at[row] = click.at;
    for (const { name, indexes } of this.columns) indexes[row] = this.#indexOf(click[name]);
    this.#count = row + 1;
    if (click.trace !== undefined) this.#addTrace(click.trace);
  }

  build(): ClickBatch {
    const { columns, count } = this;
    const encoded = columns.map(({ name, indexes }) => [name, toBase64(indexes.subarray(0, count))]);
    return {
      version: clickBatchVersion,
      count,
      dictionary: this.dictionary,
      at: toBase64(this.at.subarray(0, count)),
      ...(Object.fromEntries(encoded) as Record<ClickColumn, string>),
      ...(this.#traces.length > 0 && { traces: this.#traces }),
    };
  }

  #addTrace(trace: string): void {
    if (this.#traces.length === tracesInBatch || this.dictionary.length === maxDictionary) return;
    this.#traces.push(this.dictionary.push(trace) - 1);
  }

  #indexOf(value: string): number {
    const known = this.#indexes.get(value);
    if (known !== undefined) return known;
    const index = this.dictionary.push(value) - 1;
    this.#length += value.length;
    this.#indexes.set(value, index);
    return index;
  }
}

/** Encodes clicks as a batch. @throws RangeError if there are too many distinct strings */
export function toClickBatch(clicks: readonly Click[]): ClickBatch {
  const builder = new ClickBatchBuilder(clicks.length);
  for (const click of clicks) {
    if (!builder.hasRoom) throw new RangeError("too many different strings for one batch");
    builder.add(click);
  }
  return builder.build();
}

/** Another worker, of a newer version, must take the batch. */
export class NewerBatchError extends Error {}

/** A decoded batch. Clicks share most of their texts, so readers can read each of them once. */
export interface ClickColumns {
  readonly count: number;
  /** Milliseconds since the epoch. */
  readonly at: Float64Array;
  readonly dictionary: readonly string[];
  /** For each click, the position of its text in the dictionary. */
  readonly indexes: Readonly<Record<ClickColumn, Indexes>>;
}

type Indexes = Uint16Array | Uint32Array;

/**
 * Decodes a batch.
 *
 * @throws NewerBatchError for a newer version; TypeError or RangeError, with one line, if the data is not a batch
 */
export function parseClickBatch(data: unknown): ClickColumns {
  assertKnownVersion(data);
  const batch = toBatch(data);
  const { count } = batch;
  const at = timesOf(batch);
  // Older services do not write every column.
  const dictionary = [...batch.dictionary, ""];
  const empty = new Uint32Array(count).fill(batch.dictionary.length);
  const indexes = Object.fromEntries(
    clickColumnNames.map(name => {
      const column = batch[name];
      return [name, column === undefined ? empty : toIndexes(column, name, batch)];
    }),
  ) as Record<ClickColumn, Indexes>;
  return { count, at, dictionary, indexes };
}

function toIndexes(column: string, name: ClickColumn, { count, dictionary }: ClickBatch): Indexes {
  const indexes = decode(column, Uint16Array, count, name);
  for (const index of indexes)
    if (index >= dictionary.length) throw new RangeError(`${name} points outside the dictionary`);
  return indexes;
}

function toBatch(data: unknown): ClickBatch {
  const { data: batch, error } = ClickBatch.safeParse(data);
  if (batch) return batch;
  const issues = error.issues.map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message));
  const more = issues.length > maxIssues ? `; and ${issues.length - maxIssues} more` : "";
  throw new TypeError(`not a click batch: ${issues.slice(0, maxIssues).join("; ")}${more}`);
}

function assertKnownVersion(data: unknown): void {
  const version = typeof data === "object" && data !== null && "version" in data ? data.version : undefined;
  if (typeof version !== "number" || !Number.isInteger(version) || version <= clickBatchVersion) return;
  throw new NewerBatchError(`batch version ${version} is newer than this worker supports (${clickBatchVersion})`);
}

/** The encoding is little-endian, like every platform in use with Node. */
function toBase64(numbers: Uint16Array | Float64Array): string {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString("base64");
}

function timesOf(batch: ClickBatch): Float64Array {
  if (batch.version === 3) return decode(batch.at, Float64Array, batch.count, "at");
  return Float64Array.from(decode(batch.at, Int32Array, batch.count, "at"), time => batch.from + time);
}

type Numbers = Uint16Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

interface NumbersType<T extends Numbers> {
  new (count: number): T;
  readonly BYTES_PER_ELEMENT: number;
}

function decode<T extends Numbers>(text: string, Type: NumbersType<T>, count: number, column: string): T {
  const bytes = Buffer.from(text, "base64");
  if (bytes.length !== count * Type.BYTES_PER_ELEMENT) throw new RangeError(`${column} does not hold ${count} clicks`);
  const numbers = new Type(count);
  // A copy is aligned, as the bytes of a Buffer need not be.
  bytes.copy(Buffer.from(numbers.buffer));
  return numbers;
}
