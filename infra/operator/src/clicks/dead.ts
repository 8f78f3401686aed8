import type { DeadBatch } from "@shunt/queue";
import { type DeadClick, findDeadClicks } from "@shunt/worker/operator";
import { defineCommand, fine } from "../command.ts";
import { withDb, withDeadBatches } from "../connect.ts";
import { countOf } from "../count-of.ts";
import { json } from "../json-option.ts";

const maxListed = 1_000;
/** Characters of a reason; `--json` has all of them. */
const maxReason = 200;

export const dead = defineCommand({
  summary: "lists failed batches and clicks, with reasons",
  help: `
Lists batches of clicks that are unreadable or that Postgres refuses as a whole, and single clicks that Postgres refuses: at most
1,000 of each. Visitors' addresses are not shown. Reads DATABASE_URL, and REDIS_QUEUE_URL or REDIS_URL.

  --json   {"batches": [{"name","reason","failed_at"}], "clicks": [{"id","batch","reason","created_at"}]}`,
  options: { json },
  async run(terminal, options) {
    const batches = await withDeadBatches(all => all.list(maxListed));
    const clicks = await withDb(db => findDeadClicks(db, maxListed));
    if (options.json) {
      terminal.print(JSON.stringify({ batches: batches.map(toBatchBody), clicks: clicks.map(toClickBody) }));
      return fine;
    }
    for (const { name, reason, failedAt } of batches)
      terminal.print(`batch  ${name}  ${failedAt.toISOString()}  ${toLine(reason)}`);
    for (const { id, batch, reason, createdAt } of clicks)
      terminal.print(`click  ${id}  ${createdAt.toISOString()}  ${toLine(reason)}  (of batch ${batch})`);
    terminal.print(`${countOf(batches.length, "batch", "batches")}, ${countOf(clicks.length, "click")}`);
    return fine;
  },
});

/** Batches that failed under an earlier version, and Postgres, give reasons of many lines. */
function toLine(reason: string): string {
  const line = reason.replace(/\s+/g, " ");
  return line.length > maxReason ? `${line.slice(0, maxReason)} …` : line;
}

function toBatchBody({ name, reason, failedAt }: DeadBatch) {
  return { name, reason, failed_at: failedAt };
}

/** Leaves out the click itself, because it identifies a visitor. */
function toClickBody({ id, batch, reason, createdAt }: DeadClick) {
  return { id, batch, reason, created_at: createdAt };
}
