import { createServer } from "node:net";
import { createPool } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { expectExact, readLedger } from "../harness/ledger.ts";
import { makeLinks } from "../harness/make-links.ts";
import type { Owner } from "../harness/owner.ts";
import type { ServiceProcess } from "../harness/service-process.ts";
import { shipVisits } from "../harness/ship-clicks.ts";
import { type Shunt, startShunt } from "../harness/start-shunt.ts";
import type { VisitedLink } from "../harness/visitors.ts";

// Each stop takes some seconds, until work in hand is given up.
vi.setConfig({ testTimeout: 120_000 });

let shunt: Shunt;
let owner: Owner;
let links: VisitedLink[];
let silent: { port: number; connections(): number; stop(): void };
beforeAll(async () => {
  silent = await startSilentServer();
  const env = { OUTBOUND_ALLOWED_NETWORKS: "127.0.0.0/8", SMTP_URL: `smtp://127.0.0.1:${silent.port}` };
  shunt = await startShunt({ breaksPostgres: true, env: { ...env, EMAIL_VERIFICATION: "off" } });
  owner = await shunt.signUp();
  links = await makeLinks(owner);
});
afterAll(async () => {
  await shunt.stop();
  silent.stop();
});
afterEach(async () => {
  shunt.redis.resume();
  await shunt.postgres?.resume();
  await startAgain();
});

function servicesOf({ redirect, management, worker }: Shunt): ServiceProcess[] {
  return [redirect, management, worker];
}

async function startAgain(): Promise<void> {
  await Promise.all(servicesOf(shunt).map(async each => each.isRunning || each.start()));
}

/** Accepts connections and never answers. */
async function startSilentServer() {
  const sockets = new Set<{ destroy(): unknown }>();
  const server = createServer(socket => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as { port: number }).port,
    connections: () => sockets.size,
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** A service exits with 0 if it stopped in time, and with 1 if it had to give up. */
async function expectToStop(service: ServiceProcess = shunt.worker): Promise<void> {
  const code = await service.end("SIGTERM");
  expect(code, service.log.slice(-3_000)).toBe(0);
  expect(service.log).toContain('"msg":"stopped"');
}

test("a worker stops in time while Postgres hangs, and the batches in its hands are counted later, once", async () => {
  const visits = await shipVisits(shunt, links, 20_000, 50);
  await waitFor(async () => (await shunt.worker.metric("shunt_click_queue_batches", { state: "active" })) > 0, {
    what: "the worker to take batches",
  });
  await shunt.postgres?.pause();

  await expectToStop();
  await shunt.postgres?.resume();
  await shunt.worker.start();

  expectExact(await readLedger(shunt, visits));
});

test("a worker stops in time while its statements wait for a lock, and returns its batches to the queue", async () => {
  let visits: Awaited<ReturnType<typeof shipVisits>> = [];
  await shunt.db.transaction().execute(async tx => {
    await sql`lock table ingested_batches, webhook_deliveries, cache_outbox in access exclusive mode`.execute(tx);
    visits = await shipVisits(shunt, links, 500, 100);
    await waitFor(isWaitingForLock, { what: "the worker to wait for the lock" });

    await expectToStop();
  });
  await shunt.worker.start();

  expectExact(await readLedger(shunt, visits));
});

async function isWaitingForLock(): Promise<boolean> {
  const { rows } = await sql`select from pg_stat_activity
    where application_name = 'shunt-worker' and wait_event_type = 'Lock' and query like '%ingested_batches%'`.execute(
    shunt.db,
  );
  return rows.length > 0;
}

test("all services stop in time while Redis hangs", async () => {
  shunt.redis.pause();

  await Promise.all(servicesOf(shunt).map(each => expectToStop(each)));
  shunt.redis.resume();
  await startAgain();

  expectExact(await readLedger(shunt, await shipVisits(shunt, links, 500)));
});

test("redirect and management stop in time while Postgres hangs", async () => {
  await shunt.postgres?.pause();

  await Promise.all([shunt.redirect, shunt.management].map(each => expectToStop(each)));
});

test("a worker stops in time while receivers, destinations and the mail server never answer, and repeats its requests later", async () => {
  const url = `http://127.0.0.1:${silent.port}/`;
  expect((await owner.call("POST", "/webhooks", { url, events: ["link.created"] })).status).toBe(201);
  expect((await owner.call("PATCH", "/auth/me", { check_links: true })).status).toBe(200);
  const { id } = await owner.makeLink({ original_url: "https://example.com/page" });
  // The API accepts public addresses only.
  await shunt.db.updateTable("links").set({ target_url: url }).where("id", "=", id).execute();
  const user = await shunt.db.selectFrom("links").select("owner_id").where("id", "=", id).executeTakeFirstOrThrow();
  await shunt.db
    .insertInto("link_notices")
    .values({
      id: crypto.randomUUID(),
      user_id: user.owner_id as string,
      link_id: id,
      kind: "blocked",
      reason: null,
      due_at: new Date(0),
    })
    .execute();
  await sql`insert into link_health (link_id, target_url, host, next_check_at) values (${id}, ${url}, '127.0.0.1', now())
    on conflict (link_id) do update set next_check_at = now()`.execute(shunt.db);
  await waitFor(() => silent.connections() >= 3, { what: "a delivery, a check and a mail to be under way" });

  await expectToStop();

  const { rows } = await sql<{ deliveries: number; checks: number }>`
    select (select count(*) from webhook_deliveries where status = 'pending' and attempts = 0 and next_attempt_at <= now()) as deliveries,
      (select count(*) from link_health where link_id = ${id} and checked_at is null and next_check_at <= now()) as checks`.execute(
    shunt.db,
  );
  expect(rows).toEqual([{ deliveries: 1, checks: 1 }]);
});

test("a pool that is cut off ends statements, connects and waits at once, also of a Postgres that hangs", async () => {
  const pool = createPool({
    url: shunt.postgres?.url as string,
    max: 2,
    applicationName: "test",
    connectTimeoutMs: 600_000,
  });
  const client = await pool.connect();
  await shunt.postgres?.pause();
  const outcomes = Promise.allSettled([client.query("select 1"), pool.query("select 2"), pool.query("select 3")]);

  pool.cutOff();
  expect((await outcomes).map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  client.release(true);

  await expect(pool.query("select 4")).rejects.toThrow("this process is stopping");
  await pool.end();
});
