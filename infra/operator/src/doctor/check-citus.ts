import { type Db, type Distribution, findDistribution } from "@shunt/db";
import { sql } from "kysely";
import { countOf } from "../count-of.ts";
import { error, type Finding, ok, warning } from "./finding.ts";

/** Citus finishes what a crash left prepared every minute. */
const longestPreparedMinutes = 5;

/** Checks nodes and tables of a Postgres with Citus; no finding without it. */
export async function checkCitus(db: Db): Promise<Finding[]> {
  const found = await findDistribution(db);
  if (!found) return [];
  return [await checkNodes(db, found), checkTables(found), await checkPrepared(db)];
}

async function checkNodes(db: Db, { version, nodes }: Distribution): Promise<Finding> {
  const name = "citus nodes";
  if (nodes.length === 0)
    return warning(
      name,
      "none may hold shards",
      "on the coordinator, run select citus_add_node('host', 5432) for each",
    );
  const { rows } = await sql<{ host: string; port: number; isReached: boolean }>`
    select nodename as host, nodeport as port, citus_check_connection_to_node(nodename, nodeport) as "isReached"
    from pg_dist_node where isactive and noderole = 'primary' order by nodeid`.execute(db);
  const silent = rows.filter(({ isReached }) => !isReached).map(({ host, port }) => `${host}:${port}`);
  if (silent.length > 0)
    return error(
      name,
      `${silent.join(", ")} cannot be reached`,
      "start these nodes: until then, clicks wait in the queue, and numbers are 503",
    );
  const versions = await findVersions(db);
  if (versions.some(each => each !== version))
    return error(
      name,
      `have versions ${[...new Set([version, ...versions])].join(", ")}`,
      "install one version on all, then run alter extension citus update on each",
    );
  return ok(name, `${nodes.map(({ host, port }) => `${host}:${port}`).join(", ")}, version ${version}`);
}

async function findVersions(db: Db): Promise<string[]> {
  const { rows } = await sql<{ result: string }>`
    select result from run_command_on_all_nodes('select extversion from pg_extension where extname = ''citus''')`.execute(
    db,
  );
  return rows.map(({ result }) => result);
}

function checkTables({ nodes, tables, uncopied }: Distribution): Finding {
  const name = "citus tables";
  const local = tables.filter(({ shards }) => shards === null).map(table => table.name);
  if (local.length === tables.length)
    return warning(name, "none is distributed, so the nodes hold nothing", "run shunt distribute");
  const missing = [...local, ...uncopied];
  if (missing.length > 0) return error(name, `not distributed: ${missing.join(", ")}`, "run shunt distribute");
  const [first] = tables;
  const apart = tables.filter(({ group }) => group !== first?.group).map(table => table.name);
  if (apart.length > 0)
    return error(
      name,
      `not with ${first?.name}: ${apart.join(", ")}`,
      `run select alter_distributed_table('…', colocate_with => '${first?.name}') for each`,
    );
  return ok(
    name,
    `${countOf(tables.length, "table")}, ${countOf(first?.shards ?? 0, "shard")} on ${countOf(nodes.length, "node")}`,
  );
}

async function checkPrepared(db: Db): Promise<Finding> {
  const name = "citus transactions";
  const old = `select count(*) from pg_prepared_xacts where prepared < now() - interval '${longestPreparedMinutes} minutes'`;
  const { rows } = await sql<{ count: number }>`
    select coalesce(sum(result::bigint), 0)::bigint as count
    from run_command_on_all_nodes(${old}) where success`.execute(db);
  const count = rows[0]?.count ?? 0;
  if (count === 0) return ok(name, "none is half done");
  return warning(
    name,
    `${count} prepared for longer than ${longestPreparedMinutes} minutes`,
    "run select recover_prepared_transactions() on the coordinator: until then they hold locks",
  );
}
