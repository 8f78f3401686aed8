import { setTimeout as sleep } from "node:timers/promises";
import { assertClickHouseMigrated } from "@shunt/clickhouse";
import { assertUsable } from "@shunt/db";
import type { Stores } from "./open-stores.ts";
import type { Root } from "./root.ts";
import { ensureClickPartitions } from "./upkeep/click-partitions.ts";

/** Between two attempts. */
const retryMs = 1_000;

/**
 * Waits until Postgres, and ClickHouse if it is used, respond and their schemas are migrated, as during a first install or an outage, then creates the
 * partitions of clicks. Logs each reason once.
 *
 * @param onWait called after each failed attempt
 * @throws AbortError if the service stops meanwhile
 */
export async function awaitDatabase(
  { log, lifecycle }: Root,
  { db, clickHouse }: Pick<Stores, "db" | "clickHouse">,
  onWait: () => Promise<unknown>,
): Promise<void> {
  let logged: string | undefined;
  for (;;) {
    try {
      await assertUsable(db);
      if (clickHouse) await assertClickHouseMigrated(clickHouse);
      return await ensureClickPartitions(db, Date.now(), log);
    } catch (err) {
      const { message } = err as Error;
      if (message !== logged) log.warn({ err }, "waiting for the database");
      logged = message;
    }
    await onWait();
    await sleep(retryMs, undefined, { signal: lifecycle.stopping });
  }
}
