import type { Command } from "./command.ts";
import { redriveDeadClicks } from "./redrive-dead-clicks.ts";

/** Tries what was set aside once more. */
export const redrive: Command = {
  options: [],
  async run({ db, pool, deadBatches, print }) {
    const batches = await deadBatches.redrive();
    const { written, dropped, refused } = await redriveDeadClicks(db, pool);
    print(`batches: ${batches} put back into the queue`);
    print(`clicks: ${written} written, ${dropped} of links that are gone, ${refused} refused again`);
    return refused > 0 ? 1 : 0;
  },
};
