import { ClicksNotKeptError, rebuildDay } from "../upkeep/rebuild.ts";
import type { Command, DayRange } from "./command.ts";

const dayMs = 24 * 60 * 60_000;

/** Recomputes sums from single clicks. */
export const rebuild: Command = {
  options: ["from", "to"],
  async run({ db, print }, range) {
    let refused = 0;
    for (const day of toDays(range)) {
      try {
        await rebuildDay(db, day);
        print(`${day} rebuilt`);
      } catch (err) {
        if (!(err instanceof ClicksNotKeptError)) throw err;
        refused += 1;
        print(`${day} left as it is: ${err.message}`);
      }
    }
    return refused > 0 ? 1 : 0;
  },
};

function toDays({ from, to }: DayRange): string[] {
  const count = Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1;
  return Array.from({ length: count }, (_, i) => new Date(Date.parse(from) + i * dayMs).toISOString().slice(0, 10));
}
