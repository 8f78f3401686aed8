import {
  type Click,
  ClickBatch,
  type ClickColumn,
  clickBatchVersion,
  clickColumnNames,
  emptyClick,
  tracesInBatch,
} from "@shunt/contracts/clicks";

/** Dictionary indexes have 16 bits. */
const maxDictionary = 2 ** 16;

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
    return this.#count === this.at.length || this.dictionary.length > maxDictionary - clickColumnNames.length;
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
    this.#indexes.set(value, index);
    return index;
  }
}

/** Encodes clicks as a batch. @throws RangeError if there are too many distinct strings */
export function toClickBatch(clicks: readonly Click[]): ClickBatch {
  const builder = new ClickBatchBuilder(clicks.length);
  for (const click of clicks) {
    if (builder.isFull) throw new RangeError("too many different strings for one batch");
    builder.add(click);
  }
  return builder.build();
}

/** Another worker, of a newer version, must take the batch. */
export class NewerBatchError extends Error {}

/**
 * Decodes a batch.
 *
 * @throws NewerBatchError for a newer version; TypeError or RangeError, with one line, if the data is not a batch
 */
export function parseClickBatch(data: unknown): Click[] {
  assertKnownVersion(data);
  const batch = toBatch(data);
  const { count, dictionary } = batch;
  const clicks = timesOf(batch).map((at): Click => ({ ...emptyClick, at }));
  for (const name of clickColumnNames) {
    const column = batch[name];
    if (column === undefined) continue;
    const texts = lookUp(decode(column, 2, count, name), dictionary, name);
    for (const [i, click] of clicks.entries()) click[name] = texts[i] as string;
  }
  return clicks;
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

function timesOf(batch: ClickBatch): number[] {
  if (batch.version === 2) return decode(batch.at, 4, batch.count, "at").map(time => batch.from + time);
  return decode(batch.at, 8, batch.count, "at");
}

function decode(text: string, bytesEach: 2 | 4 | 8, count: number, column: string): number[] {
  const bytes = Buffer.from(text, "base64");
  if (bytes.length !== count * bytesEach) throw new RangeError(`${column} does not hold ${count} clicks`);
  const read = { 2: bytes.readUInt16LE, 4: bytes.readInt32LE, 8: bytes.readDoubleLE }[bytesEach].bind(bytes);
  return Array.from({ length: count }, (_, i) => read(i * bytesEach));
}

function lookUp(indexes: readonly number[], dictionary: readonly string[], column: string): string[] {
  return indexes.map(index => {
    const value = dictionary[index];
    if (value === undefined) throw new RangeError(`${column} points outside the dictionary`);
    return value;
  });
}
