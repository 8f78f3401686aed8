import type { Db } from "@shunt/db";
import { ClicksNotKeptError, rebuildDay } from "@shunt/worker/operator";
import { defineCommand, fine, UsageError, wrong } from "../command.ts";
import { readSetting } from "../config.ts";
import { withDb } from "../connect.ts";
import { json } from "../json-option.ts";
import { readDay, toDays } from "./day.ts";

export const rebuild = defineCommand({
  summary: "recomputes the sums of UTC days from single clicks",
  help: `
Recomputes the sums of UTC days from single clicks. Clicks that come in meanwhile wait for a few seconds. A day whose single
clicks are no longer kept stays unchanged, and the exit code is 1. Reads DATABASE_URL.

  --from <day>  the first day, such as 2026-11-01
  --to <day>    the last day; default: the first day
  --json        {"rebuilt": [days], "left": [days]}`,
  options: { from: { type: "string" }, to: { type: "string" }, json },
  async run(terminal, options) {
    if (readSetting.clickHouseUrl() !== undefined)
      throw new UsageError(
        "ClickHouse sums up each click as it is inserted; unset CLICKHOUSE_URL to rebuild sums in Postgres",
      );
    const from = readDay("from", options.from);
    const to = readDay("to", options.to ?? from);
    if (to < from) throw new UsageError("--to must not be before --from");
    const rebuilt: string[] = [];
    const left: string[] = [];
    await withDb(async db => {
      for (const day of toDays(from, to)) {
        terminal.progress(`${day} …`);
        const reason = await rebuildUnlessGone(db, day);
        (reason === undefined ? rebuilt : left).push(day);
        if (!options.json) terminal.print(reason === undefined ? `${day} rebuilt` : `${day} unchanged: ${reason}`);
      }
    });
    if (options.json) terminal.print(JSON.stringify({ rebuilt, left }));
    return left.length > 0 ? wrong : fine;
  },
});

/** Returns the reason if the day cannot be rebuilt. */
async function rebuildUnlessGone(db: Db, day: string): Promise<string | undefined> {
  try {
    await rebuildDay(db, day);
    return undefined;
  } catch (err) {
    if (err instanceof ClicksNotKeptError) return err.message;
    throw err;
  }
}
