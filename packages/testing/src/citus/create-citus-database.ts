import { createDb, distributeTables, migrateToLatest, setFirstDay } from "@shunt/db";
import pg from "pg";

/** Few, as each statement about many links asks every shard. */
const shards = 2;

interface Member {
  host: string;
  port: number;
  isCoordinator: boolean;
}

/**
 * Creates a database on every node of a Citus, with the extension and the nodes of the given one. The coordinator alone
 * becomes a node if there is no other.
 *
 * @param url of a database with the extension on the coordinator
 */
export async function createCitusDatabase(url: string, name: string): Promise<string> {
  const members = await findMembers(url);
  for (const member of members) {
    const server = member.isCoordinator ? new URL(url) : toNode(url, member);
    await run(server.href, `create database ${name}`);
    await run(toDatabase(server, name), "create extension citus");
  }
  const created = toDatabase(new URL(url), name);
  for (const { host, port, isCoordinator } of members)
    await run(created, `select ${isCoordinator ? "citus_set_coordinator_host" : "citus_add_node"}('${host}', ${port})`);
  if (members.length === 1)
    await run(
      created,
      "select citus_set_node_property(nodename, nodeport, 'shouldhaveshards', true) from pg_dist_node",
    );
  return created;
}

/** Creates a database with the schema, and its tables of clicks distributed. */
export async function createDistributedDatabase(url: string, name: string): Promise<string> {
  const created = await createCitusDatabase(url, name);
  const db = createDb({ url: created, max: 1, applicationName: "shunt-test-setup", statementTimeoutMs: 60_000 });
  await migrateToLatest(db);
  await setFirstDay(db, "slim-clicks", "-infinity");
  await distributeTables(db, shards);
  await db.destroy();
  return created;
}

async function findMembers(url: string): Promise<Member[]> {
  const rows = await run(
    url,
    `select nodename as host, nodeport as port, groupid = 0 as "isCoordinator" from pg_dist_node
     where noderole = 'primary' order by groupid`,
  );
  const members = rows as Member[];
  if (members.some(({ isCoordinator }) => isCoordinator)) return members;
  const [own] = (await run(url, "select current_setting('port')::int as port")) as { port: number }[];
  return [{ host: "localhost", port: own?.port ?? 5432, isCoordinator: true }, ...members];
}

function toNode(url: string, { host, port }: Member): URL {
  const node = new URL(url);
  node.host = `${host}:${port}`;
  return node;
}

function toDatabase(server: URL, name: string): string {
  const changed = new URL(server);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function run(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
