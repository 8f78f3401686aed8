import type { Db } from "@shunt/db";
import { repeat } from "@shunt/runtime";
import { sql } from "kysely";

/** Refresh interval: a new webhook gets clicks after at most this time plus one query (ms). */
const everyMs = 2_000;

export interface ClickSubscribers {
  /** Workspaces with a webhook for clicks, at most one refresh old. */
  get(): ReadonlySet<string>;
  stop(): Promise<void>;
}

/** Caches the workspaces with a webhook for clicks, so that ingest needs no query. @throws if the first query fails */
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
