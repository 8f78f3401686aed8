import { sql } from "kysely";
import { shipClicks, startWorker, untilIngested } from "../drain.ts";
import { makeClicks } from "../make-clicks.ts";
import { seedLinks } from "../seed-links.ts";
import type { Stage } from "../stage.ts";

export interface TableSize {
  table: string;
  rows: number;
  /** Includes TOAST. */
  heapBytes: number;
  indexBytes: number;
}

const clickedLinks = 10_000;

/** Measures the disk space of links and their clicks after a worker has counted them. */
export async function runSize(
  stage: Stage,
  { links, clicks }: { links: number; clicks: number },
): Promise<TableSize[]> {
  await seedLinks(stage.db, links);
  const clicked = await stage.db
    .selectFrom("links")
    .select(["id", "target_url as url"])
    .limit(Math.min(links, clickedLinks))
    .execute();
  await shipClicks(stage, makeClicks(clicked, clicks, Date.now()));
  const worker = await startWorker(stage);
  await untilIngested(stage, clicks);
  await worker.stop();
  return readSizes(stage);
}

/** Sizes of all tables with rows, partitions added up. */
async function readSizes({ db }: Stage): Promise<TableSize[]> {
  await sql`vacuum analyze`.execute(db);
  const { rows } = await sql<TableSize>`
    select coalesce(inhparent, c.oid)::regclass::text as "table", sum(greatest(c.reltuples, 0))::float8 as rows,
      sum(pg_table_size(c.oid))::float8 as "heapBytes", sum(pg_indexes_size(c.oid))::float8 as "indexBytes"
    from pg_class c left join pg_inherits on inhrelid = c.oid
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
    group by 1
    having sum(greatest(c.reltuples, 0)) > 100
    order by sum(pg_total_relation_size(c.oid)) desc`.execute(db);
  return rows;
}
