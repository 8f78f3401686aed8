import { chmod, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createDb, type Db, selectClicks } from "@shunt/db";
import { exchange, runCommand } from "@shunt/dev";
import { makeScratchDirectory, waitFor } from "@shunt/testing";
import { createEmptyTestDatabase } from "@shunt/testing/stores";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeLinks } from "../harness/make-links.ts";
import { signUp } from "../harness/owner.ts";
import { type NpmStart, type Part, startNpmStart } from "../harness/start-npm-start.ts";
import { Visitors } from "../harness/visitors.ts";

type Env = Record<string, string>;

const isLinux = process.platform === "linux";

let scratch: Awaited<ReturnType<typeof makeScratchDirectory>>;
let data: string;
let shunt: NpmStart;
let db: Db;
beforeAll(async () => {
  scratch = await makeScratchDirectory();
  data = join(scratch.path, "data");
  // Earlier versions left these files open to other users.
  await mkdir(join(data, "logs"), { recursive: true });
  await writeFile(join(data, "logs", "management.log"), "old\n", { mode: 0o644 });
  await chmod(data, 0o755);
  shunt = await startNpmStart(data, { RATE_LIMIT_ANONYMOUS_REQUESTS: "0" });
  const onConnectionError = () => {};
  db = createDb({ url: shunt.env.DATABASE_URL ?? "", max: 2, applicationName: "test", onConnectionError });
});
afterAll(async () => {
  await db?.destroy();
  await shunt?.stop();
  await scratch.remove();
});

test("npm start makes the data directory accessible only to its owner", async () => {
  const names = ["", ...(await readdir(data, { recursive: true }))];
  expect(names).toEqual(expect.arrayContaining(["env", "logs/management.log", "ports.json", "spool"]));

  const open: string[] = [];
  for (const name of names) {
    // Postgres and Redis create and delete files meanwhile.
    const found = await stat(join(data, name)).catch(() => undefined);
    if (found && found.mode & 0o077) open.push(name);
  }

  expect(open).toEqual([]);
});

test("npm start appends to the logs of the last start", async () => {
  const log = await readFile(join(data, "logs", "management.log"), "utf8");

  expect(log).toMatch(/^old\n.*"service":"management"/);
});

test("npm start prints commands that create a link of the administrator", async () => {
  const example = /^SHORT=.*?^curl .*?$/ms.exec(shunt.output())?.[0] ?? "";

  const link = JSON.parse(await runCommand("bash", ["-euc", example]));

  const { rows } = await sql`select email from users where id = ${link.owner_id}`.execute(db);
  expect(rows).toEqual([{ email: "admin@example.com" }]);
});

test.each(["text/html", "*/*"])(
  "npm start serves the dashboard at the printed address to clients that accept %s",
  async accept => {
    const page = await fetch(String(shunt.env.APP_URL), { headers: { accept } });

    expect(page.status).toBe(200);
    expect(await page.text()).toContain("<title>");
  },
);

test("npm start protects Redis with a password", async () => {
  const { port } = new URL(shunt.env.REDIS_URL ?? "");

  expect(String(await exchange(Number(port), "PING\r\n"))).toContain("NOAUTH");
  expect(shunt.env.REDIS_URL).toBe(`redis://127.0.0.1:${port}`);
  expect(shunt.env.REDIS_PASSWORD).toMatch(/^[\w-]{32}$/);
});

test("npm start connects the services as a Postgres role that owns the tables and is no superuser", async () => {
  const { rows } = await sql<{ rolsuper: boolean; rolcreaterole: boolean; tables: number }>`
    select rolsuper, rolcreaterole, (select count(*) from pg_class where relowner = pg_roles.oid) as tables
    from pg_roles where rolname = current_user`.execute(db);

  expect(rows[0]).toMatchObject({ rolsuper: false, rolcreaterole: false });
  expect(rows[0]?.tables).toBeGreaterThan(20);
});

test.runIf(isLinux)("npm start restarts a killed process without losing or duplicating clicks", async () => {
  const owner = await signUp(String(shunt.env.APP_URL));
  const links = await makeLinks(owner);
  const visitors = new Visitors({ links, pods: [{ url: shunt.env.BASE_URL } as never], count: 4, pauseMs: 20 });
  const parts: Part[] = ["worker", "management", "redis", "postgres", "redirect"];
  const before = await findPids(parts);

  for (const part of parts) {
    const from = visitors.visits.length;
    process.kill(before[part], "SIGKILL");
    const again = new RegExp(`${part} ended with SIGKILL; restarting in 1 s\\n.*${part} runs again`, "s");
    await waitFor(() => again.test(shunt.output()), { what: `${part} to run again` });
    await visitors.go(20);
    const failed = visitors.visits.slice(from).filter(({ status }) => status !== 302);
    // Cached links need only the redirect.
    if (part !== "redirect") expect({ part, failed }).toEqual({ part, failed: [] });
  }

  const after = await findPids(parts);
  expect(parts.filter(part => after[part] === before[part])).toEqual([]);
  const answered = (await visitors.stop()).filter(({ status }) => status === 302).map(({ mark }) => mark);
  const counts = await waitFor(() => findCounts(answered), { what: "all clicks to be counted" });
  expect(answered.length).toBeGreaterThan(100);
  expect(counts?.filter(count => count !== 1)).toEqual([]);
});

// Nothing listens on port 1, and no directory can be created in /proc.
test.each<[string, Env | (() => Env | Promise<Env>), RegExp]>([
  ["a wrong variable", { MISS_RATE_LIMIT: "many" }, /^ {2}MISS_RATE_LIMIT: .* \(redirect\)$/],
  [
    "an unreachable Redis",
    { REDIS_URL: "redis://:secret@127.0.0.1:1" },
    /^ {2}REDIS_URL: Redis at 127.0.0.1:1 does not/,
  ],
  [
    "an unreachable Postgres",
    { DATABASE_URL: "postgres://a:secret@127.0.0.1:1/a" },
    /^ {2}DATABASE_URL: .* does not an/,
  ],
  ["a missing database", toMissingDatabase, /^ {2}DATABASE_URL: .* has no database nowhere\./],
  [
    "a Redis without its password",
    () => ({ REDIS_URL: String(shunt.env.REDIS_URL) }),
    /^ {2}REDIS_URL: Redis at .* requires a password\./,
  ],
  [
    "a program that is not Redis",
    () => ({ REDIS_QUEUE_URL: `redis://127.0.0.1:${shunt.env.WORKER_OPS_PORT}` }),
    /^ {2}REDIS_QUEUE_URL: .* 127\.0\.0\.1:\d+/,
  ],
  ["a malformed URL", { CLICKHOUSE_URL: "clickhouse" }, /^ {2}CLICKHOUSE_URL: must be an address with a database, /],
  [
    "an unreachable ClickHouse",
    { CLICKHOUSE_URL: "http://a:secret@127.0.0.1:1/shunt" },
    /^ {2}CLICKHOUSE_URL: ClickHouse at 127.0.0.1:1 does not answer/,
  ],
  [
    "a spool that is not writable",
    { CLICK_SPOOL_DIR: "/proc/spool" },
    /^ {2}CLICK_SPOOL_DIR: cannot write to \/proc\/spool/,
  ],
])("npm start reports %s in one sentence before it starts anything", async (_case, env, sentence) => {
  const dir = join(scratch.path, "wrong");

  const failure: Error = await startNpmStart(dir, typeof env === "function" ? await env() : env).then(
    () => expect.fail("it runs"),
    err => err,
  );

  // Other tests may use a port.
  const lines = failure.message.split("\n").filter(line => line !== "" && !/^\S+ Port \d+ is in use/.test(line));
  const [first, title, obstacle, ...more] = lines;
  expect([first, title, more]).toEqual(["npm start ended:", "Shunt cannot start.", []]);
  expect(obstacle).toMatch(sentence);
  expect(obstacle).not.toContain("secret");
  expect(await readdir(join(dir, "logs"))).toEqual([]);
});

test.runIf(isLinux)(
  "npm start stops every process on Ctrl-C, restarts none, and logs the end of each service",
  async () => {
    const children = await shunt.children();
    expect(children).toHaveLength(5);
    const printed = shunt.output().length;

    expect(await shunt.stop()).toBe(0);

    expect(children.filter(isAlive)).toEqual([]);
    expect(shunt.output().slice(printed)).toBe("");
    for (const service of ["redirect", "management", "worker"]) {
      const log = await readFile(join(data, "logs", `${service}.log`), "utf8");
      expect(log.trimEnd().split("\n").at(-1)).toContain('"msg":"stopped"');
    }
  },
);

/** A database that the server of the tests does not have. */
async function toMissingDatabase(): Promise<Env> {
  const { url } = await createEmptyTestDatabase();
  return { DATABASE_URL: new URL("/nowhere", url).href };
}

async function findPids(parts: readonly Part[]): Promise<Record<Part, number>> {
  const pids = await Promise.all(parts.map(async part => [part, await shunt.pidOf(part)]));
  return Object.fromEntries(pids);
}

/** Counts the clicks of each mark; undefined until all marks are in the database. */
async function findCounts(marks: readonly string[]): Promise<number[] | undefined> {
  const rows = await db
    .selectFrom(selectClicks().as("click"))
    .select(["utm_content", eb => eb.fn.countAll<number>().as("count")])
    .where("utm_content", "in", marks)
    .groupBy("utm_content")
    .execute()
    // The pool may still hold connections from before Postgres was killed.
    .catch(() => []);
  return rows.length === marks.length ? rows.map(({ count }) => Number(count)) : undefined;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
