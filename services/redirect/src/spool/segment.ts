import { randomUUID } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Click, ClickBatch } from "@shunt/contracts/clicks";
import { ClickBatchBuilder, toClickBatch } from "@shunt/queue";
import { parseLines, toLine } from "./click-line.ts";
import { ownerOnlyFile, segmentSuffix } from "./spool-directory.ts";

/**
 * Clicks on their way to the queue: a file, and the same clicks in memory as the batch that they will be. The name is
 * that of the file, of the job and of the ingested batch.
 */
export class Segment {
  readonly name: string;
  readonly file: string;
  readonly openedAt: number;
  /** Whether there is a file, whatever it holds. */
  readonly hasFile: boolean;
  /** Whether the file holds every click. */
  isOnDisk: boolean;
  /** Whether the disk has refused it, or a part of it. */
  wasRefused = false;
  /** Size of the file. */
  bytes = 0;
  readonly #builder: ClickBatchBuilder;
  #fd: number | undefined;

  /**
   * @param maxClicks most clicks that it takes
   * @param mayWrite false: it lives in memory alone, as it does where the file cannot be opened
   */
  constructor(directory: string, now: number, maxClicks: number, mayWrite: boolean) {
    this.#builder = new ClickBatchBuilder(maxClicks);
    this.name = `${now}-${randomUUID()}`;
    this.file = join(directory, `${this.name}${segmentSuffix}`);
    this.openedAt = now;
    if (mayWrite) this.#open();
    this.hasFile = this.#fd !== undefined;
    this.isOnDisk = this.hasFile;
  }

  get clicks(): number {
    return this.#builder.count;
  }

  /** Whether it takes no further click. */
  get isFull(): boolean {
    return this.#builder.isFull;
  }

  toBatch(): ClickBatch {
    return this.#builder.build();
  }

  /**
   * Takes clicks down before it returns, as many as it has room for, and returns how many those were. Their lines are in
   * the operating system's hands then: they survive the death of this process, though not that of the machine. Where the
   * disk refuses them, they are in memory all the same.
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

  /** No click follows. */
  seal(): void {
    if (this.#fd === undefined) return;
    closeSync(this.#fd);
    this.#fd = undefined;
  }

  #write(lines: string): void {
    if (this.#fd === undefined) return;
    const buffer = Buffer.from(lines);
    const written = write(this.#fd, buffer);
    this.bytes += written;
    if (written === buffer.length) return;
    // A torn line may stand at the end of the file now: nothing may follow it.
    this.isOnDisk = false;
    this.wasRefused = true;
    this.seal();
  }

  #open(): void {
    try {
      this.#fd = openSync(this.file, "ax", ownerOnlyFile);
    } catch {
      this.wasRefused = true;
    }
  }
}

/** How much of it was written; a disk that fills up may take a part, or nothing. */
function write(fd: number, buffer: Buffer): number {
  try {
    return writeSync(fd, buffer);
  } catch {
    return 0;
  }
}

/** What a file holds. @throws Error when the file cannot be read. */
export async function readSegment(file: string): Promise<{ batch: ClickBatch; isDamaged: boolean }> {
  const { clicks, isDamaged } = parseLines(await readFile(file, "utf8"));
  return { batch: toClickBatch(clicks), isDamaged };
}
