import { closeSync, openSync, writeSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Click, ClickBatch } from "@shunt/contracts/clicks";
import { ClickBatchBuilder, toClickBatch } from "@shunt/queue";
import { parseLines, toLine } from "./click-line.ts";
import { ownerOnlyFile, segmentSuffix } from "./spool-directory.ts";

interface SegmentOptions extends Pick<Segment, "name" | "openedAt"> {
  maxClicks: number;
  mayWrite: boolean;
}

/** A file of clicks, and the same clicks as a batch in memory. File, job and ingested batch have the same name. */
export class Segment {
  readonly name: string;
  readonly file: string;
  readonly openedAt: number;
  /** Whether a file exists, even an incomplete one. */
  readonly hasFile: boolean;
  /** Whether the file has every click. */
  isOnDisk: boolean;
  /** Why the disk refused the file or a part of it. */
  refusal: Error | undefined;
  /** Size of the file. */
  bytes = 0;
  readonly #builder: ClickBatchBuilder;
  #fd: number | undefined;

  /** @param mayWrite false to keep the clicks in memory only, as if the file could not be opened */
  constructor(directory: string, { name, openedAt, maxClicks, mayWrite }: SegmentOptions) {
    this.#builder = new ClickBatchBuilder(maxClicks);
    this.name = name;
    this.file = join(directory, `${name}${segmentSuffix}`);
    this.openedAt = openedAt;
    if (mayWrite) this.#open();
    this.hasFile = this.#fd !== undefined;
    this.isOnDisk = this.hasFile;
  }

  get clicks(): number {
    return this.#builder.count;
  }

  get isFull(): boolean {
    return this.#builder.isFull;
  }

  toBatch(): ClickBatch {
    return this.#builder.build();
  }

  /**
   * Records as many clicks as fit and returns their number. Written lines survive a crash of the process, but not of
   * the machine. If the disk refuses them, they stay in memory only.
   */
  append(clicks: readonly Click[]): number {
    const builder = this.#builder;
    const before = builder.count;
    let lines = "";
    for (const click of clicks) {
      if (builder.isFull) break;
      const firstNew = builder.dictionary.length;
      builder.add(click);
      if (this.#fd !== undefined) lines += toLine(builder, builder.count - 1, firstNew);
    }
    this.#write(lines);
    return builder.count - before;
  }

  seal(): void {
    if (this.#fd === undefined) return;
    closeSync(this.#fd);
    this.#fd = undefined;
  }

  #write(lines: string): void {
    if (this.#fd === undefined) return;
    const buffer = Buffer.from(lines);
    const { written, refusal } = write(this.#fd, buffer);
    this.bytes += written;
    if (written === buffer.length) return;
    // The file may end with an incomplete line now, so nothing may follow.
    this.isOnDisk = false;
    this.refusal = refusal;
    this.seal();
  }

  #open(): void {
    try {
      this.#fd = openSync(this.file, "ax", ownerOnlyFile);
    } catch (err) {
      this.refusal = err as Error;
    }
  }
}

/** A full disk may take a part of the bytes, without an error, or nothing. */
const partlyWritten = new Error("the disk took only a part");

/** Returns the number of written bytes, and why it is not all of them. */
function write(fd: number, buffer: Buffer): { written: number; refusal: Error } {
  try {
    return { written: writeSync(fd, buffer), refusal: partlyWritten };
  } catch (err) {
    return { written: 0, refusal: err as Error };
  }
}

/** Reads the clicks of a segment file. @throws Error when the file cannot be read */
export async function readSegment(file: string): Promise<{ batch: ClickBatch; isDamaged: boolean }> {
  const { clicks, isDamaged } = parseLines(await readFile(file, "utf8"));
  return { batch: toClickBatch(clicks), isDamaged };
}
