import { createDb } from "@shunt/db";
import { freePort } from "@shunt/dev";
import { aClick, waitFor } from "@shunt/testing";
import { startTestPostgres, startTestRedis, type TestPostgres, type TestRedis } from "@shunt/testing/stores";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundle } from "../harness/bundle.ts";
import { runOperator } from "../harness/run-operator.ts";
import { ServiceProcess } from "../harness/service-process.ts";
import { shipClicks } from "../harness/ship-clicks.ts";

let postgres: TestPostgres;
let redis: TestRedis;
let env: Record<string, string>;
beforeAll(async () => {
  // A test must not spend the time of its start on building.
  await Promise.all([bundle("services/worker/src/main.ts"), bundle("infra/operator/src/cli.ts")]);
  [postgres, redis] = await Promise.all([startTestPostgres(), startTestRedis({ isDurable: true })]);
  const db = createDb({ url: postgres.url, max: 1, applicationName: "test" });
  await sql`create database bare`.execute(db);
  await db.destroy();
  const databaseUrl = new URL(postgres.url);
  databaseUrl.pathname = "/bare";
  env = { DATABASE_URL: databaseUrl.href, REDIS_URL: redis.url, SECRET_KEY: "5e".repeat(32) };
});
afterAll(() => Promise.all([postgres.stop(), redis.stop()]));

/** A worker, the checks of its `/readyz`, and how often its log has a text. */
async function aWorker() {
  const opsPort = await freePort();
  const worker = new ServiceProcess({ name: "worker", env: { ...env, WORKER_OPS_PORT: String(opsPort) }, opsPort });
  const readiness = async () => {
    const answer = await fetch(`http://127.0.0.1:${opsPort}/readyz`).catch(() => undefined);
    const { checks } = ((await answer?.json()) ?? {}) as { checks?: Record<string, string> };
    return answer && { status: answer.status, checks };
  };
  return { worker, readiness, count: (text: string) => worker.log.split(text).length - 1 };
}

test("a worker waits, not ready, for Postgres and for its schema, then counts clicks", async () => {
  const { worker, readiness, count } = await aWorker();
  await postgres.halt();
  const started = worker.start();
  const withoutPostgres = await waitFor(readiness, { what: "the worker to serve /readyz" });
  await postgres.start();
  await waitFor(() => worker.log.includes("migrations have not run"), { what: "the worker to find no schema" });
  const withoutSchema = await readiness();
  const { pid } = worker;

  expect((await runOperator(env, "migrate")).code).toBe(0);
  await started;
  await shipClicks({ redis }, [aClick()]);
  await waitFor(async () => (await worker.metric("shunt_batches_ingested_total")) === 1, { what: "the batch" });

  expect(withoutPostgres).toMatchObject({ status: 503, checks: { database: "error", queue: "error" } });
  expect(withoutSchema).toMatchObject({ status: 503, checks: { database: "error", queue: "error" } });
  expect(worker.pid).toBe(pid);
  await waitFor(() => count('"msg":"started"') > 0, { what: "the log of the start" });
  expect(count('"msg":"started"')).toBe(1);
  expect(await worker.end("SIGTERM")).toBe(0);
});

test("a worker that waits for Postgres stops at once on SIGTERM, without an error", async () => {
  await postgres.halt();
  const { worker, count } = await aWorker();
  void worker.start().catch(() => {});
  await waitFor(() => count('"msg":"waiting for the database"') > 0, { what: "the worker to wait" });

  const code = await worker.end("SIGTERM");
  await postgres.start();

  expect(code).toBe(0);
  expect(count('"level":"fatal"')).toBe(0);
  expect(count('"msg":"waiting for the database"')).toBe(1);
});
