import { basename, join } from "node:path";
import { readSegment } from "./segment.ts";
import type { Shipper } from "./shipper.ts";
import { listSegments, removeIfEmpty, segmentSuffix, takeOverAbandoned } from "./spool-directory.ts";

/** Ships what processes that died have left in the spool. */
export class Recovery {
  readonly #spoolDir: string;
  readonly #own: Set<string>;
  readonly #shipper: Shipper;

  constructor(spoolDir: string, own: string, shipper: Shipper) {
    this.#spoolDir = spoolDir;
    this.#own = new Set([own]);
    this.#shipper = shipper;
  }

  /** Takes over what is abandoned by now. Returns how many segments that were. */
  async run(): Promise<number> {
    let segments = 0;
    for (const directory of await takeOverAbandoned(this.#spoolDir, path => this.#own.has(path))) {
      this.#own.add(directory);
      segments += await this.#ship(directory);
    }
    return segments;
  }

  /** Removes the directories that were taken over and are empty by now. */
  async tidy(): Promise<void> {
    const [, ...taken] = this.#own;
    for (const directory of taken) {
      if (await removeIfEmpty(directory)) this.#own.delete(directory);
    }
  }

  async #ship(directory: string): Promise<number> {
    const names = await listSegments(directory);
    for (const fileName of names) {
      const file = join(directory, fileName);
      const name = basename(fileName, segmentSuffix);
      this.#shipper.add({ name, file, inMemory: 0, clicks: () => readSegment(file) });
    }
    return names.length;
  }
}
