import { type Click, ClickBatch, clickBatchVersion, clickColumns, tracesInBatch } from "@shunt/contracts";

type Column = (typeof clickColumns)[number];

/** An index of the dictionary has 16 bits. */
const maxDictionary = 2 ** 16;

/** Puts clicks into columns as they come, each distinct string once. */
export class ClickBatchBuilder {
  readonly dictionary: string[] = [];
  /** Milliseconds since the epoch. */
  readonly at: Float64Array;
  /** Of each click an index into the dictionary. */
  readonly columns: Readonly<Record<Column, Uint16Array>>;
  /** Indexes into the dictionary of what tells of traces. */
  readonly #traces: number[] = [];
  #count = 0;
  readonly #indexes = new Map<string, number>();

  /** @param capacity most clicks that it takes */
  constructor(capacity: number) {
    const column = () => new Uint16Array(capacity);
    this.at = new Float64Array(capacity);
    this.columns = {
      linkId: column(),
      ip: column(),
      userAgent: column(),
      referrer: column(),
      language: column(),
      marks: column(),
      purpose: column(),
      destination: column(),
      missed: column(),
    };
  }

  get count(): number {
    return this.#count;
  }

  /** Whether it takes no further click. */
  get isFull(): boolean {
    return this.#count === this.at.length || this.dictionary.length > maxDictionary - clickColumns.length;
  }

  add(click: Click): void {
    const { columns } = this;
    const row = this.#count;
    this.at[row] = click.at;
    columns.linkId[row] = this.#indexOf(click.linkId);
    columns.ip[row] = this.#indexOf(click.ip);
    columns.userAgent[row] = this.#indexOf(click.userAgent);
    columns.referrer[row] = this.#indexOf(click.referrer);
    columns.language[row] = this.#indexOf(click.language);
    columns.marks[row] = this.#indexOf(click.marks);
    columns.purpose[row] = this.#indexOf(click.purpose);
    columns.destination[row] = this.#indexOf(click.destination);
    columns.missed[row] = this.#indexOf(click.missed);
    this.#count = row + 1;
    if (click.trace !== undefined) this.#addTrace(click.trace);
  }

  build(): ClickBatch {
    const { columns, count } = this;
    const encoded = clickColumns.map(column => [column, toBase64(columns[column].subarray(0, count))] as const);
    return {
      version: clickBatchVersion,
      count,
      dictionary: this.dictionary,
      at: toBase64(this.at.subarray(0, count)),
      ...(Object.fromEntries(encoded) as Record<Column, string>),
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

/** @throws RangeError when there are too many different strings for one batch. */
export function toClickBatch(clicks: readonly Click[]): ClickBatch {
  const builder = new ClickBatchBuilder(clicks.length);
  for (const click of clicks) {
    if (builder.isFull) throw new RangeError("too many different strings for one batch");
    builder.add(click);
  }
  return builder.build();
}

/** A batch of a version that is newer than this code: somebody who knows it has to take it. */
export class NewerBatchError extends Error {}

/**
 * The clicks of a batch, in order.
 *
 * @throws NewerBatchError for one of the future; ZodError or RangeError when the data is no batch.
 */
export function parseClickBatch(data: unknown): Click[] {
  refuseNewer(data);
  const batch = ClickBatch.parse(data);
  const { count, dictionary } = batch;
  const textsOf = (column: Column, encoded: string) => lookAll(decode(encoded, 2, count, column), dictionary, column);
  const columns = Object.fromEntries(
    clickColumns.map(column => [column, column in batch ? textsOf(column, batch[column as "ip"]) : undefined]),
  ) as Record<Column, string[] | undefined>;
  const textOf = (column: Column, i: number) => columns[column]?.[i] ?? "";
  return timesOf(batch).map((at, i) => ({
    at,
    linkId: textOf("linkId", i),
    ip: textOf("ip", i),
    userAgent: textOf("userAgent", i),
    referrer: textOf("referrer", i),
    language: textOf("language", i),
    marks: textOf("marks", i),
    purpose: textOf("purpose", i),
    destination: textOf("destination", i),
    missed: textOf("missed", i),
  }));
}

function refuseNewer(data: unknown): void {
  const version = typeof data === "object" && data !== null && "version" in data ? data.version : undefined;
  if (typeof version !== "number" || !Number.isInteger(version) || version <= clickBatchVersion) return;
  throw new NewerBatchError(`a batch of version ${version}; this worker knows versions up to ${clickBatchVersion}`);
}

/** Every platform that Node runs on is little-endian, but for one that nobody has: so is the encoding. */
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

function lookAll(indexes: readonly number[], dictionary: readonly string[], column: string): string[] {
  return indexes.map(index => {
    const value = dictionary[index];
    if (value === undefined) throw new RangeError(`${column} points outside of the dictionary`);
    return value;
  });
}
