import { createDb, type Db } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let db: Db;
/** Of another database of the server, which accepts connections when the database of the service does not. */
let admin: Db;
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
  admin = createDb({ url: new URL("/postgres", api.databaseUrl).href, max: 1, applicationName: "test" });
});
afterAll(async () => {
  await api.stop();
  await Promise.all([db.destroy(), admin.destroy()]);
});

async function forgetMigration(): Promise<() => Promise<unknown>> {
  const { rows } = await sql<{ name: string }>`delete from schema_migrations
    where name = (select max(name) from schema_migrations) returning name`.execute(db);
  return () => sql`insert into schema_migrations (name) values (${rows[0]?.name})`.execute(db);
}

async function closeDatabase(): Promise<() => Promise<unknown>> {
  const name = new URL(api.databaseUrl).pathname.slice(1);
  const allow = (isAllowed: string) =>
    sql`alter database ${sql.id(name)} with allow_connections ${sql.raw(isAllowed)}`.execute(admin);
  await allow("false");
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`.execute(admin);
  return () => allow("true");
}

async function makeReadOnly(): Promise<() => Promise<unknown>> {
  const name = new URL(api.databaseUrl).pathname.slice(1);
  const alter = async (change: string) => {
    await sql`alter database ${sql.id(name)} ${sql.raw(change)}`.execute(admin);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`.execute(admin);
  };
  await alter("set default_transaction_read_only = on");
  return () => alter("reset default_transaction_read_only");
}

async function stopRedis(): Promise<() => Promise<unknown>> {
  await api.redis.kill();
  return async () => {
    await api.redis.start();
    const isBack = async () => (await api.call("GET", "/api/v1/health")).body.redis === "ok";
    await waitFor(isBack, { what: "the service to reconnect" });
  };
}

// A load balancer on the public port uses the first, the alert ShuntNotReady the second, as `shunt_ready`.
test.each([
  ["every store answers", async () => async () => {}, { status: 200, database: "ok", redis: "ok" }],
  ["Redis does not answer", stopRedis, { status: 200, database: "ok", redis: "error" }],
  ["a migration is missing", forgetMigration, { status: 503, database: "error", redis: "ok" }],
  ["Postgres accepts no writes", makeReadOnly, { status: 503, database: "error", redis: "ok" }],
  ["Postgres refuses connections", closeDatabase, { status: 503, database: "error", redis: "ok" }],
] as const)("GET /api/v1/health and /readyz agree when %s", async (_case, breakStore, { status, database, redis }) => {
  const restore = await breakStore();

  const health = await api.call("GET", "/api/v1/health");
  const readiness = await fetch(`${api.opsUrl}/readyz`);
  const metrics = await (await fetch(`${api.opsUrl}/metrics`)).text();
  await restore();

  expect(health).toMatchObject({ status, body: { api: "ok", database, redis } });
  expect(readiness.status).toBe(status);
  expect(await readiness.json()).toMatchObject({ checks: { database } });
  expect(metrics).toMatch(new RegExp(`^shunt_ready\\{check="database".*\\} ${database === "ok" ? 1 : 0}$`, "m"));
});
