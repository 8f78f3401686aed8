import { setTimeout as sleep } from "node:timers/promises";
import type { ClickHouse } from "@shunt/clickhouse";
import { type Db, type Pool, querySnapshot } from "@shunt/db";
import { sql } from "kysely";
import { toChunks } from "./history-chunks.ts";
import type { HistoryKind } from "./history-kinds.ts";
import { deleteMove, findMoves, insertMove, type Move, recordDone, recordSending, resumeMove } from "./move-store.ts";

export interface MoveDeps {
  db: Db;
  pool: Pool;
  clickHouse: ClickHouse;
  /** Rows that are inserted at once. */
  rowsOfChunk: number;
  /** Counts copied parts in Postgres again, which reads all of them. */
  verify: boolean;
}

/** Called with the clicks of the part that ClickHouse has, and all. */
type OnProgress = (clicks: number, all: number) => void;

interface Counts {
  clicks: number;
  people: number;
}

const mostTries = 3;
const lookMs = 200;

/**
 * Copies a part of the history, unless it is copied, and with `verify` Postgres has no more clicks of it than then. Goes on where an
 * earlier try was interrupted: each chunk is one insert into one table, so ClickHouse has all of it or nothing. Returns the
 * clicks of the part.
 *
 * @throws Error if both stores differ afterwards, three times
 */
export async function movePart(
  deps: MoveDeps,
  kind: HistoryKind,
  part: string,
  onProgress: OnProgress,
): Promise<number> {
  const { db, verify } = deps;
  const known = (await findMoves(db, kind.name)).find(move => move.part === part);
  if (known?.isDone && !(verify && (await countInPostgres(db, kind, part)).clicks > known.clicks)) return known.clicks;
  let move = known && (known.isDone ? undefined : await settle(deps, kind, known));
  if (known && !move) await discard(deps, kind, known);
  for (let tries = 1; ; tries++) {
    move ??= await insertMove(db, kind.name, part);
    const { expected, found } = await copy(deps, kind, move, onProgress);
    if (found.clicks === expected.clicks && found.people === expected.people) {
      await recordDone(db, move, found.clicks);
      return found.clicks;
    }
    await discard(deps, kind, move);
    if (tries === mostTries)
      throw new Error(
        `ClickHouse has ${found.clicks} clicks, ${found.people} of people, of ${expected.clicks} and ${expected.people}`,
      );
    move = undefined;
  }
}

/** Finds out what ClickHouse has of an interrupted move. Returns undefined if it must begin again. */
async function settle(deps: MoveDeps, kind: HistoryKind, move: Move): Promise<Move | undefined> {
  if (kind.isRepeatable) return resumeMove(deps.db, move, move.clicks, move.lastKey);
  await untilIdle(deps.clickHouse, kind, move);
  const { clicks } = await countInClickHouse(deps.clickHouse, kind, move);
  if (clicks === move.sentClicks) return resumeMove(deps.db, move, clicks, move.sentKey);
  if (clicks === move.clicks) return resumeMove(deps.db, move, clicks, move.lastKey);
  return undefined;
}

/** An insert goes on after its client was killed. */
async function untilIdle(clickHouse: ClickHouse, kind: HistoryKind, move: Move): Promise<void> {
  const prefix = `${kind.table}:${toToken(move, "")}`;
  const isRunning = "SELECT 1 FROM system.processes WHERE startsWith(query_id, {prefix:String})";
  while ((await clickHouse.query(isRunning, { prefix })).length > 0) await sleep(lookMs);
}

/** Of an insert. */
function toToken({ label }: Move, chunk: number | ""): string {
  return `move/${label}/${chunk}`;
}

async function discard({ db, clickHouse }: MoveDeps, kind: HistoryKind, move: Move): Promise<void> {
  await deleteMove(db, move);
  if (!kind.isRepeatable)
    await clickHouse.run(`DELETE FROM ${kind.table} WHERE moved = {label:UInt32}`, { label: move.label });
}

async function copy(
  { db, pool, clickHouse, rowsOfChunk }: MoveDeps,
  kind: HistoryKind,
  move: Move,
  onProgress: OnProgress,
) {
  const { people } = await countInClickHouse(clickHouse, kind, move);
  const columns = { ...kind.columns, moved: sql.lit(String(move.label)) };
  const names = Object.keys(columns) as [string, ...string[]];
  const rest = sql`from ${kind.rows(move.part)} as r where ${isAfter(kind, move.lastKey)}`;
  const select = sql`select ${sql.join(Object.values(columns))} ${rest} order by ${sql.join(kind.key.map(column => sql.ref(`r.${column}`)))}`;
  const expected = await querySnapshot(pool, async (tx, copyRows) => {
    // COPY formats times in the session's way.
    await sql`set local timezone = 'UTC'`.execute(tx);
    await sql`set local datestyle = 'ISO'`.execute(tx);
    const { rows: left } =
      await sql<Counts>`select ${kind.clicks.of} as clicks, ${kind.people.of} as people ${rest}`.execute(tx);
    const all = { clicks: move.clicks + Number(left[0]?.clicks), people: people + Number(left[0]?.people) };
    let sent = move.clicks;
    onProgress(sent, all.clicks);
    const { rows } = copyRows(select.compile(tx).sql);
    for await (const chunk of toChunks(rows, { isSum: kind.isSum, keyLength: kind.key.length, rowsOfChunk })) {
      const token = toToken(move, sent);
      sent += chunk.clicks;
      await recordSending(db, move, sent, chunk.key);
      await clickHouse.insert(kind.table, chunk.rows, { columns: names, token });
      onProgress(sent, all.clicks);
    }
    return all;
  });
  return { expected, found: await countInClickHouse(clickHouse, kind, move) };
}

function isAfter({ key }: HistoryKind, last: readonly string[] | undefined) {
  if (!last) return sql`true`;
  return sql`(${sql.join(key.map(column => sql.ref(`r.${column}`)))}) > (${sql.join(last.map(value => sql.lit(value)))})`;
}

export async function countInPostgres(db: Db, kind: HistoryKind, part: string): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select ${kind.clicks.of} as clicks, ${kind.people.of} as people from ${kind.rows(part)} as r`.execute(db);
  return { clicks: Number(rows[0]?.clicks), people: Number(rows[0]?.people) };
}

async function countInClickHouse(clickHouse: ClickHouse, kind: HistoryKind, { label }: Move): Promise<Counts> {
  const [found] = await clickHouse.query<Counts>(
    `SELECT ${kind.clicks.found} AS clicks, ${kind.people.found} AS people FROM ${kind.found ?? kind.table} WHERE moved = {label:UInt32}`,
    { label },
  );
  return found ?? { clicks: 0, people: 0 };
}
