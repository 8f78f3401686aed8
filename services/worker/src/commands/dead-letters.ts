import { findDeadClicks } from "../ingest/dead-clicks.ts";
import type { Command } from "./command.ts";

const maxListed = 1_000;

/** Lists what was set aside, with the reason. */
export const deadLetters: Command = {
  options: [],
  async run({ db, deadBatches, print }) {
    const [batches, clicks] = [await deadBatches.list(maxListed), await findDeadClicks(db, maxListed)];
    for (const { name, reason, failedAt } of batches) print(`batch  ${name}  ${failedAt.toISOString()}  ${reason}`);
    for (const { id, batch, reason, createdAt } of clicks) {
      print(`click  ${id}  ${createdAt.toISOString()}  ${reason}  (of batch ${batch})`);
    }
    print(`${batches.length} batches, ${clicks.length} clicks`);
    return 0;
  },
};
