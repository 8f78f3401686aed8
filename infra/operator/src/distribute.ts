import { assertMigrated, type ClickTable, type Distribution, distributeTables, findDistribution } from "@shunt/db";
import { defineCommand, fine, UsageError, wrong } from "./command.ts";
import { confirmChange } from "./confirm-change.ts";
import { withDb } from "./connect.ts";
import { countOf } from "./count-of.ts";
import { json } from "./json-option.ts";
import { sizeOf } from "./size-of.ts";
import type { Terminal } from "./terminal.ts";

/** Two let a cluster double without splitting any. Each costs every statement about many links. */
const shardsOfNode = 2;
const mostShards = 1_000;
/** Rows of 200 million clicks, which take about a quarter of an hour. Clicks wait in the queue meanwhile. */
const mostBytes = 50e9;

export const distribute = defineCommand({
  summary: "spreads the tables of clicks over the nodes of a Citus cluster",
  help: `
Distributes the tables of clicks by link, on a Postgres with Citus whose nodes are known to the coordinator; DATABASE_URL names
the coordinator. Moves the clicks that are there, in one transaction, after you confirm: clicks wait in the queue meanwhile, and
no command reverses it. Does nothing if all are distributed. \`shunt migrate\` distributes tables of later versions by itself.

  --shards <n>   parts of each table; default: two for each node
  --yes          distributes without asking
  --json         {"distributed": [tables], "shards": number, "nodes": number}`,
  options: { shards: { type: "string" }, yes: { type: "boolean", default: false }, json },
  async run(terminal, { yes, json: isJson, shards: wanted }) {
    const given = wanted === undefined ? undefined : readShards(wanted);
    return withDb(async db => {
      const plan = toPlan(await findDistribution(db), given);
      await assertMigrated(db);
      if (!(await confirmMove(terminal, plan, yes))) return wrong;
      terminal.progress("distributing …");
      const distributed = await distributeTables(db, plan.shards);
      if (isJson) terminal.print(JSON.stringify({ distributed, shards: plan.shards, nodes: plan.nodes }));
      else {
        for (const name of distributed) terminal.print(`${name} distributed`);
        terminal.print(`the tables of clicks have ${whereOf(plan)}`);
      }
      return fine;
    });
  },
});

interface Plan {
  shards: number;
  nodes: number;
  /** Tables that are on this server only, and the size of their rows. */
  tables: number;
  bytes: number;
}

/** @throws Error if the tables cannot be distributed like this */
function toPlan(found: Distribution | undefined, given: number | undefined): Plan {
  const { nodes, tables } = assertCluster(found);
  const known = tables.find(({ shards }) => shards !== null)?.shards ?? undefined;
  if (given !== undefined && known !== undefined && given !== known)
    throw new Error(`the tables have ${countOf(known, "shard")}; in Postgres, alter_distributed_table changes that`);
  const local = tables.filter(({ shards }) => shards === null);
  return {
    shards: known ?? given ?? shardsOfNode * nodes.length,
    nodes: nodes.length,
    tables: local.length,
    bytes: assertMovable(local),
  };
}

function confirmMove(terminal: Terminal, plan: Plan, isAgreed: boolean): Promise<boolean> {
  const size = `${countOf(plan.tables, "table")} (${sizeOf(plan.bytes)})`;
  return confirmChange(terminal, {
    isAgreed: isAgreed || plan.bytes === 0,
    question: `Distribute ${size} over ${whereOf(plan)}? Clicks wait meanwhile, and there is no way back.`,
    advice: `this would distribute ${size} over ${whereOf(plan)} for good; add --yes to do it`,
  });
}

function whereOf({ shards, nodes }: Plan): string {
  return `${countOf(shards, "shard")} on ${countOf(nodes, "node")}`;
}

function readShards(text: string): number {
  const shards = Number(text);
  if (Number.isInteger(shards) && shards >= 1 && shards <= mostShards) return shards;
  throw new UsageError(`--shards must be a whole number from 1 to ${mostShards}`);
}

function assertCluster(found: Distribution | undefined): Distribution {
  if (!found)
    throw new Error(
      "the database in DATABASE_URL has no Citus: install it on every node, then run create extension citus in this database on each",
    );
  if (found.nodes.length === 0)
    throw new Error(
      "Citus knows no node that may hold shards: on the coordinator, run select citus_add_node('host', 5432) for each",
    );
  return found;
}

/** Returns the size of the tables. */
function assertMovable(local: readonly ClickTable[]): number {
  const bytes = local.reduce((sum, table) => sum + table.localBytes, 0);
  if (bytes <= mostBytes) return bytes;
  throw new Error(
    `the tables of clicks hold ${Math.ceil(bytes / 1e9)} GB; at most ${mostBytes / 1e9} can be moved while clicks wait: drop days with CLICK_RETENTION_DAYS first, or restore a backup without clicks on a new cluster`,
  );
}
