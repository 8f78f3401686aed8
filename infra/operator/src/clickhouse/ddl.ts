import { toClusterDdl } from "@shunt/clickhouse";
import { defineCommand, fine, UsageError } from "../command.ts";
import { json } from "../json-option.ts";

export const ddl = defineCommand({
  summary: "prints the schema of ClickHouse for a cluster",
  help: `
Prints the statements that create the tables with replicated engines on all replicas of a cluster with one shard, for
clickhouse-client. Run them once, in an empty database that exists on all replicas; shunt migrate then has nothing to do.
Connects to nothing.

  --cluster <name>   the name in remote_servers of ClickHouse; required
  --json             {"statements": [text]}`,
  options: { cluster: { type: "string" }, json },
  async run(terminal, { cluster, json: isJson }) {
    if (cluster === undefined) throw new UsageError("--cluster is required");
    if (!/^[\w-]+$/.test(cluster)) throw new UsageError("--cluster has letters, digits, _ and - only");
    const statements = toClusterDdl(cluster);
    if (isJson) terminal.print(JSON.stringify({ statements }));
    else for (const statement of statements) terminal.print(`${statement};`);
    return fine;
  },
});
