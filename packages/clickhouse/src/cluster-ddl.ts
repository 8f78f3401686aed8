import { addMigration, createMigrations } from "./migrate-clickhouse.ts";
import { migrations } from "./migrations/index.ts";

/** As long as clicks may wait in the queue for another try. */
const rememberedSeconds = 7 * 24 * 60 * 60;

/**
 * Returns the statements that create the schema on all replicas of a cluster with one shard, and mark the migrations as run. They are
 * those of the migrations, with replicated engines.
 *
 * @param cluster name in `remote_servers` of ClickHouse
 * @throws Error if the name has other characters than letters, digits, `_` and `-`
 */
export function toClusterDdl(cluster: string): string[] {
  if (!/^[\w-]+$/.test(cluster)) throw new Error("the name of a cluster has letters, digits, _ and - only");
  const statements = [createMigrations, ...migrations.flatMap(migration => migration.statements)];
  return [
    ...statements.map(statement => toReplicated(statement, cluster)),
    ...migrations.map(({ name }) => addMigration.replace("{name:String}", `'${name}'`)),
  ];
}

const start = /^(?:CREATE TABLE IF NOT EXISTS|CREATE MATERIALIZED VIEW IF NOT EXISTS|ALTER TABLE) \w+/;

function toReplicated(statement: string, cluster: string): string {
  const [named] = start.exec(statement) ?? [];
  if (named === undefined) throw new Error(`no form for a cluster is known of: ${statement}`);
  return `${named} ON CLUSTER '${cluster}'${statement.slice(named.length)}`
    .replace(/\bENGINE = (\w*)MergeTree\b/, "ENGINE = Replicated$1MergeTree")
    .replace(
      /\bnon_replicated_deduplication_window = (\d+)/,
      `replicated_deduplication_window = $1, replicated_deduplication_window_seconds = ${rememberedSeconds}`,
    );
}
