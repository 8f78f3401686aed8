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

  --verify   counts parts that are copied already once more, and copies those again that have got clicks since
  --delete   then deletes what was copied from Postgres, after you confirm, and frees its space; links and totals stay;
             verifies as well
  --yes      deletes without asking
  --json     {"moved": {kind: number}, "deleted": boolean}`,
  options: {
    verify: { type: "boolean", default: false },
    delete: { type: "boolean", default: false },
    yes: { type: "boolean", default: false },
    json,
  },
  run: (terminal, options) =>
    withClickHouse(async clickHouse => {
      if (!clickHouse) throw new UsageError("CLICKHOUSE_URL is not set: clicks are in Postgres");
      const moved = await moveAll(terminal, clickHouse, options.verify || options.delete);
      const isDeleted = options.delete && (await deleteAll(terminal, options.yes));
      if (options.json) terminal.print(JSON.stringify({ moved, deleted: isDeleted }));
      else for (const line of toReport(moved.events ?? 0, { ...options, isDeleted })) terminal.print(line);
      return options.delete && !isDeleted ? wrong : fine;
    }),
});

function toReport(clicks: number, options: { delete: boolean; isDeleted: boolean }): string[] {
  const moved = `ClickHouse has all history: ${countOf(clicks, "single click")} and their sums`;
  if (options.isDeleted) return [moved, "deleted it from Postgres"];
  if (options.delete) return [moved];
  return [moved, "Postgres still has it, too; shunt clicks move --delete frees its space"];
}

async function moveAll(terminal: Terminal, clickHouse: ClickHouse, verify: boolean) {
  return withDb(async db => {
    await assertMigrated(db);
    await assertClickHouseMigrated(clickHouse);
    const onProgress = (progress: HistoryProgress) => terminal.progress(toBar(progress));
    return withPool(pool => moveHistory({ db, pool, clickHouse, now: Date.now(), verify, onProgress }));
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
