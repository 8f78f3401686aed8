import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { sql } from "kysely";

const operator = join(import.meta.dirname, "../../../../../infra/operator/src/cli.ts");
const kills = 3;
const longestMs = 400;

/**
 * Runs `shunt clicks move`, kills it at random points after it has begun something, and runs it again to its end.
 *
 * @param between called after the first runs
 */
export async function moveByOperator(
  db: Db,
  env: Record<string, string>,
  between: () => Promise<unknown>,
): Promise<void> {
  for (let run = 0; run < kills; run++) {
    const before = await readProgress(db);
    const { child, exit } = start(env);
    const isAhead = async () => child.exitCode !== null || (await readProgress(db)) !== before;
    await waitFor(isAhead, { what: "shunt clicks move to begin a part" });
    await sleep(Math.random() * longestMs);
    child.kill("SIGKILL");
    await exit;
  }
  await between();
  const { child, exit } = start(env);
  const [errors, [code]] = await Promise.all([text(child.stderr), exit]);
  if (code !== 0) throw new Error(`shunt clicks move exited with ${code}: ${errors}`);
}

async function readProgress(db: Db): Promise<string> {
  const { rows } = await sql`select label, sent_clicks, begun_at, done_at from history_moves order by label`.execute(
    db,
  );
  return JSON.stringify(rows);
}

function start(env: Record<string, string>) {
  const child = spawn(process.execPath, ["--conditions=@shunt/source", operator, "clicks", "move"], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  return { child, exit: once(child, "exit") };
}
