import { type Db, selectDimensionCounts } from "@shunt/db";
import { sql } from "kysely";

/** Workspaces that are checked per night, as in the check of links. */
const sampleSize = 20;

export interface WorkspaceMismatch {
  workspaceId: string;
  day: string;
  /** Clicks of its links on the day. */
  clicks: number;
  /** Clicks according to `workspace_quarters`. */
  summed: number;
  devices: number;
  summedDevices: number;
}

/** Compares the sums of a sample of workspaces for a UTC day with those of the links that they contain. */
export async function findWorkspaceMismatches(db: Db, day: string): Promise<WorkspaceMismatch[]> {
  const { rows: drawn } = await sql<{ id: string }>`
    select workspace_id as id from workspace_quarters where day = ${day}
    group by workspace_id order by random() limit ${sql.lit(sampleSize)}`.execute(db);
  const mismatches: WorkspaceMismatch[] = [];
  for (const { id } of drawn) {
    const found = await compare(db, id, day);
    if (found.clicks !== found.summed || found.devices !== found.summedDevices) mismatches.push(found);
  }
  return mismatches;
}

/** In one statement, so that all numbers come from one snapshot. */
async function compare(db: Db, workspaceId: string, day: string): Promise<WorkspaceMismatch> {
  const isOfWorkspace = sql`workspace_id = ${workspaceId} and day = ${day}`;
  const isSummed = sql`day = ${day} and is_summed and link_id in (select id from links where workspace_id = ${workspaceId})`;
  const { rows } = await sql<WorkspaceMismatch>`
    select ${workspaceId} as "workspaceId", ${day} as day,
      (select coalesce(sum(clicks), 0)::bigint from link_daily where ${isSummed}) as clicks,
      (select coalesce(sum(each), 0)::bigint from workspace_quarters, unnest(clicks) as each where ${isOfWorkspace}) as summed,
      (select coalesce(sum(clicks), 0)::bigint
        from ${selectDimensionCounts(sql`(link_id, day) in (select link_id, day from link_daily where ${isSummed})`)} as d
        where dimension = 'device') as devices,
      (select coalesce(sum(each), 0)::bigint from workspace_dimensions, unnest(clicks) as each
        where ${isOfWorkspace} and dimension = 'device') as "summedDevices"`.execute(db);
  return rows[0] as WorkspaceMismatch;
}
