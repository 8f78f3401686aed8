import { findMismatches } from "../upkeep/check-aggregates.ts";
import type { Command } from "./command.ts";

/** Compares sums with their single clicks. */
export const check: Command = {
  options: ["day"],
  async run({ db, print }, { from: day }) {
    const mismatches = await findMismatches(db, day);
    for (const mismatch of mismatches) print(JSON.stringify(mismatch));
    print(`${mismatches.length} of a sample of links differ`);
    return mismatches.length > 0 ? 1 : 0;
  },
};
