import type { Db } from "@shunt/db";
import { repeat } from "@shunt/runtime";
import { sql } from "kysely";

/** A new webhook gets clicks after this time and that of a query at the latest (ms). */
const everyMs = 2_000;

export interface ClickSubscribers {
  /** The workspaces with a webhook for clicks, as of moments ago. */
  get(): ReadonlySet<string>;
  stop(): Promise<void>;
}

/** Keeps the workspaces with a webhook for clicks in memory, so that transactions of clicks need no query. @throws when the first query fails */
export async function startClickSubscribers(db: Db, onError: (err: unknown) => void): Promise<ClickSubscribers> {
  let subscribers = await findClickSubscribers(db);
  const refresh = async () => {
    subscribers = await findClickSubscribers(db);
  };
  const refreshing = repeat({ run: refresh, everyMs, onError });
  return { get: () => subscribers, stop: () => refreshing.stop() };
}

export async function findClickSubscribers(db: Db): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct workspace_id as id from webhooks where is_active and 'link.clicked' = any(events)`.execute(db);
  return new Set(rows.map(({ id }) => id));
}
