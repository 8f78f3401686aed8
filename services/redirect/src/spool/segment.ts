import { randomUUID } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Click } from "@shunt/contracts";
import { parseLines, toLine } from "./click-line.ts";
import { segmentSuffix } from "./spool-directory.ts";

/**
 * Clicks on their way to the queue: a file, and the same clicks in memory to spare reading it again. The name is that
 * of the file, of the job and of the ingested batch.
 */
export class Segment {
  readonly name: string;
  readonly file: string;
  readonly openedAt: number;
  readonly clicks: Click[] = [];
  /** Whether the file holds every click. */
  isOnDisk = true;
  #fd: number | undefined;

  private constructor(directory: string, now: number) {
    this.name = `${now}-${randomUUID()}`;
    this.file = join(directory, `${this.name}${segmentSuffix}`);
    this.openedAt = now;
  }

  /** Opens a file for it. Where that is impossible, the error is handed over and the segment lives in memory only. */
  static open(directory: string, now: number, onError: (err: unknown) => void): Segment {
    const segment = new Segment(directory, now);
    try {
      segment.#fd = openSync(segment.file, "ax");
    } catch (err) {
      segment.isOnDisk = false;
      onError(err);
    }
    return segment;
  }

  /**
   * Takes down a click before it returns. The line is in the operating system's hands then: it survives the death of
   * this process, though not that of the machine. Where the disk refuses it, it is in memory all the same.
   */
  append(click: Click): void {
    this.clicks.push(click);
    if (this.#fd === undefined) return;
    const line = Buffer.from(toLine(click));
    if (write(this.#fd, line)) return;
    // A torn line may stand at the end of the file now: nothing may follow it.
    this.isOnDisk = false;
    this.seal();
  }

  /** No click follows. */
  seal(): void {
    if (this.#fd === undefined) return;
    closeSync(this.#fd);
    this.#fd = undefined;
  }
}

/** Whether all of it was written; a disk that fills up may take a part. */
function write(fd: number, line: Buffer): boolean {
  try {
    return writeSync(fd, line) === line.length;
  } catch {
    return false;
  }
}

/** @throws Error when the file cannot be read. */
export async function readSegment(file: string): Promise<Click[]> {
  return parseLines(await readFile(file, "utf8"));
}
