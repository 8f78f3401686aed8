import { setTimeout as sleep } from "node:timers/promises";
import { createDb, type Db } from "@shunt/db";
import { sql } from "kysely";
import { error, type Finding, ok, warning } from "./finding.ts";

const name = "postgres replica";
const timeoutMs = 5_000;
/** Redirects do not use a replica that lags more. */
const longestLagMs = 2_000;
const pollMs = 20;

/** Checks whether redirects can use the replica. @param url `DATABASE_READ_URL` @param primaryUrl `DATABASE_URL` */
export async function checkReplica(url: string, primaryUrl: string | undefined): Promise<Finding[]> {
  const replica = open(url);
  const primary = primaryUrl === undefined ? undefined : open(primaryUrl);
  try {
    const reached = await reach(replica);
    if (reached.status !== "ok" || !primary) return [reached];
    return [reached, await checkLag(replica, primary)];
  } finally {
    await Promise.all([replica.destroy(), primary?.destroy()]);
  }
}

function open(url: string): Db {
  const timeouts = { statementTimeoutMs: timeoutMs, connectTimeoutMs: timeoutMs };
  return createDb({ url, max: 1, applicationName: "shunt-operator", ...timeouts });
}

async function reach(replica: Db): Promise<Finding> {
  try {
    const { rows } = await sql<{ isReplica: boolean }>`select pg_is_in_recovery() as "isReplica"`.execute(replica);
    if (rows[0]?.isReplica) return ok(name, "answers, and replicates another server");
    return warning(name, "replicates no other server", "set DATABASE_READ_URL to a streaming replica, or unset it");
  } catch (err) {
    const { message, errors } = err as Error & { errors?: Error[] };
    const advice = "check that the replica runs, and the host, user and password in DATABASE_READ_URL";
    return error(name, message || (errors?.[0]?.message ?? "does not answer"), advice);
  }
}

/**
 * Measures how long the replica takes to reach the primary's current position. The age of its last transaction would not do: it
 * grows while nothing is written.
 */
async function checkLag(replica: Db, primary: Db): Promise<Finding> {
  const lagName = `${name} lag`;
  const position = await findPosition(primary);
  if (position === undefined)
    return warning(
      lagName,
      "unknown, because the primary does not answer",
      "make the primary reachable: see the finding about postgres",
    );
  const startedAt = performance.now();
  for (;;) {
    const bytes = await countMissing(replica, position);
    const elapsedMs = Math.round(performance.now() - startedAt);
    if (bytes <= 0) return ok(lagName, `less than ${elapsedMs} ms`);
    if (elapsedMs >= longestLagMs) {
      const detail = `${bytes.toLocaleString("en")} bytes behind, for longer than ${longestLagMs / 1_000} s`;
      return warning(
        lagName,
        detail,
        "check that it receives and replays the log: until then redirects query the primary",
      );
    }
    await sleep(pollMs);
  }
}

async function findPosition(primary: Db): Promise<string | undefined> {
  const query = sql<{ position: string }>`select pg_current_wal_flush_lsn() as position`.execute(primary);
  return query.then(
    ({ rows }) => rows[0]?.position,
    () => undefined,
  );
}

async function countMissing(replica: Db, position: string): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select coalesce(pg_wal_lsn_diff(${position}, pg_last_wal_replay_lsn()), 1)::bigint as bytes`.execute(replica);
  return rows[0]?.bytes ?? 1;
}
