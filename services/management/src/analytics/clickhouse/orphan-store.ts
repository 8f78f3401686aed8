import type { OrphanQuery, OrphanRow } from "../click-reader.ts";
import type { Sources } from "./sources.ts";
import { bound, ch } from "./statement.ts";

type Row = Omit<OrphanRow, "last_hit_at"> & { lastMs: number };

export async function findOrphans({ ask }: Sources, { domainId, since, limit }: OrphanQuery): Promise<OrphanRow[]> {
  const rows = await ask<Row>(ch`
    select code, all as hits, human as human_hits, lastMs, sum(all) over () as total
    from (
      select code, sum(hits) as all, sum(human_hits) as human, toUnixTimestamp64Milli(max(last_hit_at)) as lastMs
      from orphan_hits where domain_id = ${bound("Int32", domainId)} and day >= ${bound("Date", since)}
      group by code
    )
    order by hits desc, code limit ${bound("UInt32", limit)}`);
  return rows.map(({ lastMs, ...row }) => ({ ...row, last_hit_at: new Date(lastMs) }));
}
