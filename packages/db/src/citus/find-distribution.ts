import { sql } from "kysely";
import type { Db } from "../create-db.ts";
import { referenceTables, tablesByLink } from "../well-known.ts";

/** How Citus spreads the tables of clicks over its nodes. */
export interface Distribution {
  version: string;
  /** Nodes that may hold shards. */
  nodes: CitusNode[];
  /** In the order of `tablesByLink`. */
  tables: ClickTable[];
  /** Those of `referenceTables` that are on this server only. */
  uncopied: string[];
}

export interface CitusNode {
  host: string;
  port: number;
}

export interface ClickTable {
  name: string;
  /** Null for a table that is on this server only. */
  shards: number | null;
  /** Tables of the same group have all rows of a link on the same node. */
  group: number | null;
  /** Size of its rows on this server, in all partitions; 0 without any. */
  localBytes: number;
}

/** Returns undefined on a server without Citus. */
export async function findDistribution(db: Db): Promise<Distribution | undefined> {
  const { rows: extensions } = await sql<{ version: string }>`
    select extversion as version from pg_extension where extname = 'citus'`.execute(db);
  const [extension] = extensions;
  if (!extension) return undefined;
  const { rows: nodes } = await sql<CitusNode>`
    select nodename as host, nodeport as port from pg_dist_node
    where isactive and shouldhaveshards and noderole = 'primary' order by nodeid`.execute(db);
  const { rows: tables } = await sql<ClickTable>`
    select name, colocationid as group,
      case when logicalrelid is not null then (
        select count(*) from pg_dist_shard as shard where shard.logicalrelid = known.logicalrelid
      ) end as shards,
      (
        select coalesce(sum(pg_relation_size(relid)), 0) from pg_partition_tree(to_regclass(name))
      )::bigint as "localBytes"
    from unnest(${tablesByLink}::text[]) with ordinality as wanted (name, position)
    left join pg_dist_partition as known on known.logicalrelid = to_regclass(name) and partmethod = 'h'
    where to_regclass(name) is not null
    order by position`.execute(db);
  return { version: extension.version, nodes, tables, uncopied: await findUncopied(db) };
}

async function findUncopied(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from unnest(${referenceTables}::text[]) as name
    where to_regclass(name) is not null and not exists (
      select 1 from pg_dist_partition where logicalrelid = to_regclass(name) and partmethod = 'n'
    )`.execute(db);
  return rows.map(({ name }) => name);
}
