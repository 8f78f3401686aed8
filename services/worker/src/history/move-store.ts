import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { HistoryKindName } from "./history-kinds.ts";

/** A part of the history that is being copied, or that is copied. */
export interface Move {
  label: number;
  part: string;
  clicks: number;
  lastKey: string[] | undefined;
  sentClicks: number;
  sentKey: string[] | undefined;
  isDone: boolean;
}

export async function findMoves(db: Db, kind: HistoryKindName): Promise<Move[]> {
  const rows = await db
    .selectFrom("history_moves")
    .select(["label", "part", "clicks", "last_key", "sent_clicks", "sent_key", "done_at"])
    .where("kind", "=", kind)
    .where("deleted_at", "is", null)
    .execute();
  return rows.map(({ label, part, clicks, last_key, sent_clicks, sent_key, done_at }) => ({
    ...{ label, part, clicks: Number(clicks), lastKey: toKey(last_key) },
    ...{ sentClicks: Number(sent_clicks), sentKey: toKey(sent_key), isDone: done_at !== null },
  }));
}

function toKey(text: string | null): string[] | undefined {
  return text === null ? undefined : text.split("\t");
}

export async function insertMove(db: Db, kind: HistoryKindName, part: string): Promise<Move> {
  const { label } = await db
    .insertInto("history_moves")
    .values({ kind, part })
    .returning("label")
    .executeTakeFirstOrThrow();
  return { label, part, clicks: 0, lastKey: undefined, sentClicks: 0, sentKey: undefined, isDone: false };
}

/** Its rows in ClickHouse belong to no part from then on. */
export async function deleteMove(db: Db, { label }: Move): Promise<void> {
  await db.deleteFrom("history_moves").where("label", "=", label).execute();
}

/** Records what a reader of Postgres sees from now on, and what ClickHouse has. */
export async function resumeMove(db: Db, move: Move, clicks: number, key: string[] | undefined): Promise<Move> {
  const last_key = key?.join("\t") ?? null;
  await db
    .updateTable("history_moves")
    .set({ clicks, last_key, sent_clicks: clicks, sent_key: last_key, begun_at: sql`now()` })
    .where("label", "=", move.label)
    .execute();
  return { ...move, clicks, lastKey: key, sentClicks: clicks, sentKey: key };
}

/** Call it before rows are sent. */
export async function recordSending(db: Db, { label }: Move, clicks: number, key: readonly string[]): Promise<void> {
  await db
    .updateTable("history_moves")
    .set({
      clicks: sql.ref("sent_clicks"),
      last_key: sql.ref("sent_key"),
      sent_clicks: clicks,
      sent_key: key.join("\t"),
    })
    .where("label", "=", label)
    .execute();
}

export async function recordDone(db: Db, { label }: Move, clicks: number): Promise<void> {
  await db
    .updateTable("history_moves")
    .set({ clicks, last_key: null, sent_clicks: clicks, sent_key: null, done_at: sql`now()` })
    .where("label", "=", label)
    .execute();
}

/** Of all kinds and times: the rows of other moves are remains. */
export async function findLabels(db: Db): Promise<number[]> {
  const rows = await db.selectFrom("history_moves").select("label").execute();
  return rows.map(({ label }) => label);
}
