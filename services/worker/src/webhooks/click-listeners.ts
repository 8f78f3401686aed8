import type { Db } from "@shunt/db";
import { repeat } from "@shunt/runtime";
import { sql } from "kysely";

/** A webhook that is made now hears of clicks after so long at the latest, and the time of the question. */
const everyMs = 2_000;

export interface ClickListeners {
  /** The workspaces whose clicks somebody listens to, as they were moments ago. */
  get(): ReadonlySet<string>;
  stop(): Promise<void>;
}

/** Keeps in memory who listens to clicks, so that a transaction of clicks need not ask. @throws when the database does not tell */
export async function startClickListeners(db: Db, onError: (err: unknown) => void): Promise<ClickListeners> {
  let listeners = await findClickListeners(db);
  const refresh = async () => {
    listeners = await findClickListeners(db);
  };
  const refreshing = repeat({ run: refresh, everyMs, onError });
  return { get: () => listeners, stop: () => refreshing.stop() };
}

export async function findClickListeners(db: Db): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct workspace_id as id from webhooks where is_active and 'link.clicked' = any(events)`.execute(db);
  return new Set(rows.map(({ id }) => id));
}
