import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { ClickBatch } from "@shunt/contracts/clicks";
import { readSegment } from "./segment.ts";
import type { Shipper } from "./shipper.ts";
import {
  isMissing,
  listSegments,
  removeIfEmpty,
  segmentSuffix,
  takeOverAbandoned,
  touchOwner,
} from "./spool-directory.ts";

export interface RecoveryOptions {
  spoolDir: string;
  ownDirectory: string;
  shipper: Shipper;
  /** Called for a file that could not be read to its end. */
  onDamaged: (file: string) => void;
  onRecovered: (segments: number) => void;
}

/** Ships the segments that dead processes left in the spool. */
export class Recovery {
  readonly #options: RecoveryOptions;
  readonly #taken = new Set<string>();

  constructor(options: RecoveryOptions) {
    this.#options = options;
  }

  /** Takes over abandoned directories, and removes those that are empty by now. */
  async run(): Promise<void> {
    const { spoolDir, ownDirectory, onRecovered } = this.#options;
    let segments = 0;
    for (const directory of await takeOverAbandoned(spoolDir, path => path === ownDirectory || this.#taken.has(path))) {
      this.#taken.add(directory);
      segments += await this.#ship(directory);
    }
    if (segments > 0) onRecovered(segments);
    await this.tidy();
  }

  /** Keeps other processes from taking the same directories over while their segments wait for the queue. */
  async touch(): Promise<void> {
    for (const directory of this.#taken) {
      await touchOwner(directory).catch((err: unknown) => {
        if (!isMissing(err)) throw err;
        // Another process has it, after a long freeze.
        this.#taken.delete(directory);
      });
    }
  }

  async tidy(): Promise<void> {
    for (const directory of this.#taken) {
      if (await removeIfEmpty(directory)) this.#taken.delete(directory);
    }
  }

  async #ship(directory: string): Promise<number> {
    const names = await listSegments(directory);
    for (const fileName of names) {
      const file = join(directory, fileName);
      const name = basename(fileName, segmentSuffix);
      const { size: bytes } = await stat(file);
      const openedAt = Number.parseInt(name, 10);
      const batch = () => this.#read(file);
      const whole = { hasFile: true, isOnDisk: true, wasShipped: false };
      this.#options.shipper.add({ name, file, openedAt, bytes, inMemory: 0, ...whole, batch });
    }
    return names.length;
  }

  async #read(file: string): Promise<ClickBatch> {
    const { batch, isDamaged } = await readSegment(file);
    if (isDamaged) this.#options.onDamaged(file);
    return batch;
  }
}
