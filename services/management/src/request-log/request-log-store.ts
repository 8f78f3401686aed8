import type { ListRequests, LoggedRequest } from "@shunt/contracts/accounts";
import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** A request with an API key. */
export interface RequestEntry {
  /** A UUID of version 7, so that entries sort by time. */
  id: string;
  keyId: string;
  at: Date;
  method: string;
  /** As in OpenAPI, without values. */
  path: string;
  /** Undefined if the client left before the response. */
  status: number | undefined;
  durationMs: number;
  problem: string | undefined;
  requestId: string;
}

/** Leaves out entries of keys and accounts that have been deleted since. */
export async function insertRequests(db: Db, entries: readonly RequestEntry[]): Promise<void> {
  const column = <T>(of: (entry: RequestEntry) => T) => entries.map(of);
  await sql`
    /* prepared insert-requests */
    insert into request_log
      (id, user_id, key_id, key_name, at, method, path, status, duration_ms, problem, request_id)
    select given.id, users.id, key_id, api_keys.name, at, method, path, status, duration_ms, problem, request_id
    from unnest(
      ${column(({ id }) => id)}::uuid[], ${column(({ keyId }) => keyId)}::uuid[], ${column(({ at }) => at)}::timestamptz[],
      ${column(({ method }) => method)}::text[], ${column(({ path }) => path)}::text[],
      ${column(({ status }) => status ?? null)}::smallint[], ${column(({ durationMs }) => durationMs)}::int[],
      ${column(({ problem }) => problem ?? null)}::text[], ${column(({ requestId }) => requestId)}::text[]
    ) as given (id, key_id, at, method, path, status, duration_ms, problem, request_id)
    join api_keys on api_keys.id = key_id
    join users on users.id = api_keys.user_id
    for key share of users
    on conflict do nothing`.execute(db);
}

export interface RequestFilter extends Pick<ListRequests, "key_id" | "method" | "status_class"> {
  after: string | undefined;
  limit: number;
}

/** The latest first. */
export async function findRequests(
  db: Db,
  userId: string,
  { key_id, method, status_class, after, limit }: RequestFilter,
): Promise<LoggedRequest[]> {
  let query = db
    .selectFrom("request_log")
    .select(["id", "at", "key_id", "key_name", "method", "path", "status", "duration_ms", "problem", "request_id"])
    .where("user_id", "=", userId);
  if (key_id !== undefined) query = query.where("key_id", "=", key_id);
  if (method !== undefined) query = query.where("method", "=", method);
  if (status_class !== undefined) query = query.where(sql`status / 100`, "=", Number(status_class[0]));
  if (after !== undefined) query = query.where("id", "<", after);
  const rows = await query.orderBy("id", "desc").limit(limit).execute();
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}
