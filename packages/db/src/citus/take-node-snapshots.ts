import { sql } from "kysely";
import type { Db } from "../create-db.ts";
import { findDistribution } from "./find-distribution.ts";

/**
 * In a transaction on a snapshot, a node of Citus takes its own when it is first asked. Asks all of them at once, over one
 * connection each, so that the whole transaction reads each node as of about now. Without Citus it does nothing.
 */
export async function takeNodeSnapshots(tx: Db): Promise<void> {
  const found = await findDistribution(tx);
  if (!found?.tables.some(({ shards }) => shards !== null)) return;
  await sql`set local citus.max_adaptive_executor_pool_size = 1`.execute(tx);
  await sql`select count(*) from (select 1 from link_totals limit 1) as first`.execute(tx);
}
