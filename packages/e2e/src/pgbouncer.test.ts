import { createDb, type DbOptions } from "@shunt/db";
import { createTestDatabase, findPgBouncer, startTestPgBouncer, type TestPgBouncer } from "@shunt/testing/stores";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { expectExact, readLedger } from "./harness/ledger.ts";
import { makeLinks } from "./harness/make-links.ts";
import { runOperator } from "./harness/run-operator.ts";
import { type Shunt, startShunt } from "./harness/start-shunt.ts";
import { Visitors } from "./harness/visitors.ts";

const program = await findPgBouncer();
/** Skipped on machines without PgBouncer. */
const testBehind = test.skipIf(program === undefined);

let directUrl: string;
let pgbouncer: TestPgBouncer;
let shunt: Shunt;
beforeAll(async () => {
  if (program === undefined) return;
  directUrl = (await createTestDatabase()).url;
  pgbouncer = await startTestPgBouncer(program, directUrl);
  shunt = await startShunt({ pods: 2, workers: 2, databaseUrl: pgbouncer.url });
});
afterAll(async () => {
  await shunt?.stop();
  await pgbouncer?.stop();
});

function openDb(options: Pick<DbOptions, "url"> & Partial<DbOptions>) {
  const db = createDb({ max: 1, applicationName: "test", ...options });
  onTestFinished(() => db.destroy());
  return db;
}

testBehind("the services create, change and count links under load behind PgBouncer in transaction mode", async () => {
  const owner = await shunt.signUp();
  const links = await makeLinks(owner, 20);
  const visitors = new Visitors({ links, pods: shunt.pods });
  await visitors.go(400);

  const changing = links.map(({ id }, i) => owner.call("PATCH", `/urls/${id}`, { title: `changed ${i}`, tags: ["a"] }));
  const again = { original_url: "https://example.com/again", reuse: true };
  const reused = await Promise.all(Array.from({ length: 10 }, () => owner.makeLink(again)));
  const answers = await Promise.all(changing);
  await visitors.go(400);

  expect(answers.map(({ status }) => status)).toEqual(links.map(() => 200));
  expect(new Set(reused.map(({ id }) => id)).size).toBe(1);
  expectExact(await readLedger(shunt, await visitors.stop()));
});

testBehind("shunt migrate creates a schema through PgBouncer, and doctor warns about the missing timeout", async () => {
  const name = `${new URL(directUrl).pathname.slice(1)}_bare`;
  await sql`create database ${sql.id(name)}`.execute(openDb({ url: directUrl }));
  const bare = new URL(pgbouncer.url);
  bare.pathname = `/${name}`;

  expect(await runOperator({ ...shunt.env, DATABASE_URL: bare.href }, "migrate")).toMatchObject({ code: 0 });
  const { code, output } = await runOperator({ ...shunt.env, CLICK_SPOOL_DIR: shunt.redirect.spoolDir }, "doctor");

  expect(code, output).toBe(0);
  expect(output).toMatch(/^warning +postgres timeout +none: .+\n +→ run alter role/m);
  expect(output).toMatch(/1 warning, 0 errors/);
});

testBehind("createDb applies its timeouts to each transaction through PgBouncer, and to no other client", async () => {
  const patient = openDb({ url: pgbouncer.url });
  const hasty = openDb({ url: pgbouncer.url, statementTimeoutMs: 100, lockTimeoutMs: 50 });
  const show = "select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock";

  const sleeping = hasty.transaction().execute(tx => sql`select pg_sleep(10)`.execute(tx));
  await expect(sleeping).rejects.toMatchObject({ code: "57014" });
  const within = await hasty.transaction().execute(tx => sql.raw(show).execute(tx));
  const after = await sql.raw(show).execute(patient);

  expect(within.rows).toEqual([{ statement: "100ms", lock: "50ms" }]);
  expect(after.rows).toEqual([{ statement: "0", lock: "0" }]);
});

testBehind("createDb leaves no prepared statement on a shared PgBouncer connection", async () => {
  const db = openDb({ url: pgbouncer.url, max: 20 });
  await Promise.all(
    Array.from({ length: 50 }, (_, i) => sql`/* prepared twice */ select ${i}::int * 2 as twice`.execute(db)),
  );

  const { rows } = await sql`select name from pg_prepared_statements`.execute(db);
  expect(rows).toEqual([]);
});

testBehind("createDb fails with the reason when the URL of PgBouncer lacks pgbouncer=true", async () => {
  const db = openDb({ url: pgbouncer.url.replace("?pgbouncer=true", "") });

  await expect(sql`select 1`.execute(db)).rejects.toThrow(/startup parameter/);
});
