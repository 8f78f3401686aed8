import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";

export interface Chunk {
  /** Lines of COPY. */
  rows: string;
  clicks: number;
  /** Fields of the last row by which rows are sorted. */
  key: string[];
}

export interface ChunkOptions {
  /** Whether the first field is the number of clicks of a row, else each counts as one. */
  isSum: boolean;
  keyLength: number;
  /** At least, as all rows with a key are in one chunk. */
  rowsOfChunk: number;
}

/** Splits rows of COPY, sorted by a key, into chunks. */
export async function* toChunks(
  rows: Readable,
  { isSum, keyLength, rowsOfChunk }: ChunkOptions,
): AsyncGenerator<Chunk> {
  const keyOf = (line: string) => line.split("\t", keyLength + Number(isSum)).slice(Number(isSum));
  let lines: string[] = [];
  let clicks = 0;
  const toChunk = (): Chunk => ({ rows: `${lines.join("\n")}\n`, clicks, key: keyOf(lines.at(-1) as string) });
  for await (const line of toLines(rows)) {
    const isFull = lines.length >= rowsOfChunk && keyOf(lines.at(-1) as string).join() !== keyOf(line).join();
    if (isFull) {
      yield toChunk();
      [lines, clicks] = [[], 0];
    }
    lines.push(line);
    clicks += isSum ? Number.parseInt(line, 10) : 1;
  }
  if (lines.length > 0) yield toChunk();
}

/** COPY escapes line feeds in values. */
async function* toLines(rows: Readable): AsyncGenerator<string> {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  for await (const piece of rows as AsyncIterable<Buffer>) {
    const lines = (rest + decoder.write(piece)).split("\n");
    rest = lines.pop() as string;
    yield* lines;
  }
}
