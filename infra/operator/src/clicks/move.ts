import { assertClickHouseMigrated, type ClickHouse } from "@shunt/clickhouse";
import { assertMigrated } from "@shunt/db";
import { deleteHistory, type HistoryProgress, moveHistory } from "@shunt/worker/operator";
import { defineCommand, fine, UsageError, wrong } from "../command.ts";
import { confirmChange } from "../confirm-change.ts";
import { withClickHouse, withDb, withPool } from "../connect.ts";
import { countOf } from "../count-of.ts";
import { json } from "../json-option.ts";
import type { Terminal } from "../terminal.ts";

export const move = defineCommand({
  summary: "copies clicks from before ClickHouse was used there",
  help: `
Copies single clicks, sums, visitors and visits without a link from Postgres to ClickHouse, and compares each part afterwards.
Services and workers may run, but all with CLICKHOUSE_URL. After an interruption, run it again: it goes on where it was, and
nothing counts twice. The copied rows stay in Postgres, too, until you delete them. Reads DATABASE_URL and CLICKHOUSE_URL.

  --delete   then deletes what was copied from Postgres, after you confirm, and frees its space; links and totals stay
  --yes      deletes without asking
  --json     {"moved": {kind: number}, "deleted": boolean}`,
  options: { delete: { type: "boolean", default: false }, yes: { type: "boolean", default: false }, json },
  run: (terminal, options) =>
    withClickHouse(async clickHouse => {
      if (!clickHouse) throw new UsageError("CLICKHOUSE_URL is not set: clicks are in Postgres");
      const moved = await moveAll(terminal, clickHouse);
      const clicks = moved.events ?? 0;
      const isDeleted = options.delete && (await deleteAll(terminal, options.yes));
      if (options.json) terminal.print(JSON.stringify({ moved, deleted: isDeleted }));
      else {
        terminal.print(`ClickHouse has all history: ${countOf(clicks, "single click")} and their sums`);
        if (isDeleted) terminal.print("deleted it from Postgres");
        else if (!options.delete)
          terminal.print("Postgres still has it, too; shunt clicks move --delete frees its space");
      }
      return options.delete && !isDeleted ? wrong : fine;
    }),
});

async function moveAll(terminal: Terminal, clickHouse: ClickHouse) {
  return withDb(async db => {
    await assertMigrated(db);
    await assertClickHouseMigrated(clickHouse);
    const onProgress = (progress: HistoryProgress) => terminal.progress(toBar(progress));
    return withPool(pool => moveHistory({ db, pool, clickHouse, now: Date.now(), onProgress }));
  });
}

async function deleteAll(terminal: Terminal, isAgreed: boolean): Promise<boolean> {
  const question =
    "Delete clicks and sums from Postgres? Without CLICKHOUSE_URL, numbers from before are then missing.";
  const advice = "this would delete clicks and sums from Postgres; add --yes to do it";
  if (!(await confirmChange(terminal, { isAgreed, question, advice }))) return false;
  await withDb(deleteHistory);
  return true;
}

const width = 20;

/** A bar of all parts, and the clicks of the current one. */
function toBar({ title, done, parts, clicks, all }: HistoryProgress): string {
  const share = (done + (all === 0 ? 1 : clicks / all)) / parts;
  const filled = Math.floor(share * width);
  const bar = "█".repeat(filled) + "░".repeat(width - filled);
  return `${bar} ${Math.floor(share * 100)} %  ${title}: ${clicks.toLocaleString("en")} of ${all.toLocaleString("en")}`;
}
