import { createDb, type Db } from "@shunt/db";
import { createGuardedFetch } from "@shunt/runtime/outbound";
import { startReceiver, type TestReceiver, waitFor } from "@shunt/testing";
import { createTestDatabase } from "@shunt/testing/stores";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { insertTestLink, insertTestWorkspace } from "../testing/test-links.ts";
import { insertTestWebhook } from "../testing/test-webhooks.ts";
import { startHealthChecker } from "./health-checker.ts";
import { scheduleChecks } from "./schedule-checks.ts";

let db: Db;
let server: TestReceiver;
let missing: Set<string>;
/** Resolves once the server may answer. */
let mayAnswer: Promise<void>;
let workspaceId: string;
beforeAll(async () => {
  db = createDb({ url: (await createTestDatabase()).url, max: 8, applicationName: "test" });
  server = await startReceiver(async (res, { path }) => {
    await mayAnswer;
    res.writeHead(missing.has(path) ? 404 : 200).end();
  });
});
afterAll(async () => {
  await server.stop();
  await db.destroy();
});
beforeEach(async () => {
  missing = new Set();
  mayAnswer = Promise.resolve();
  workspaceId = await insertTestWorkspace(db, { checksLinks: true });
});
const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
  server.received.length = 0;
  await sql`truncate links, webhooks, webhook_events, link_check_hosts cascade`.execute(db);
});

function startChecker(): void {
  const checker = startHealthChecker({
    db,
    fetch: createGuardedFetch({
      isAllowedAddress: address => address === "127.0.0.1",
      resolve: async () => [{ address: "127.0.0.1", family: 4 }],
    }),
    baseUrl: "https://sho.rt",
    userAgent: "Shunt (+https://app.example)",
    everyMs: 86_400_000,
    hostPauseMs: 0,
    pollMs: 10,
    onChecked: () => {},
    onError: err => {
      throw err;
    },
  });
  stops.push(checker.stop);
}

function toTarget(path: string, host = "page.example"): string {
  return `http://${host}:${new URL(server.url).port}${path}`;
}

/** A link with a destination in each setting that may have one. */
const settings = () => ({
  target_url: toTarget("/"),
  fallback_url: toTarget("/fallback"),
  rules: {
    rules: [
      {
        name: "rule 1",
        when: [{ fact: "country", is: "equals", value: "DE" }],
        url: toTarget("/rule", "rule.example"),
      },
    ],
    ios_url: toTarget("/ios"),
    android_url: "shop://open",
    android_fallback_url: toTarget("/store"),
    split: {
      variants: [
        { name: "a", url: toTarget("/a"), weight: 1 },
        { name: "again", url: toTarget("/"), weight: 1 },
      ],
    },
  },
});

async function change(id: string, given: object): Promise<void> {
  const version = sql<number>`nextval('link_version_seq')`;
  await db
    .updateTable("links")
    .set({ ...given, version })
    .where("id", "=", id)
    .execute();
}

async function aLink(code = "page"): Promise<string> {
  const id = await insertTestLink(db, { workspaceId, targetUrl: toTarget("/"), code });
  await change(id, settings());
  return id;
}

async function healthOf(path: string) {
  return db.selectFrom("destination_health").selectAll().where("target_url", "like", `%${path}`).executeTakeFirst();
}

const scheduled = async () =>
  (await db.selectFrom("destination_health").select("target_url").execute())
    .map(({ target_url }) => new URL(target_url).pathname)
    .toSorted();

/** Makes the next checks due and awaits their results. */
async function untilChecked(path: string) {
  const before = (await healthOf(path))?.checked_at;
  await sql`update destination_health set next_check_at = now()`.execute(db);
  return waitFor(
    async () => {
      const health = await healthOf(path);
      return health?.checked_at && health.checked_at.getTime() !== before?.getTime() ? health : undefined;
    },
    { what: `the check of ${path}` },
  );
}

const others = ["/a", "/fallback", "/ios", "/rule", "/store"];

test("each web destination of a link besides its first is scheduled and requested once", async () => {
  await aLink();

  await Promise.all([scheduleChecks(db), scheduleChecks(db)]);
  expect(await scheduled()).toEqual(others);
  await sql`update destination_health set next_check_at = now()`.execute(db);
  await sql`update link_health set next_check_at = now() + interval '1 day'`.execute(db);
  startChecker();

  await waitFor(async () => server.received.length >= others.length, { what: "the requests" });
  await waitFor(async () => (await Promise.all(others.map(healthOf))).every(each => each?.status === "ok"), {
    what: "the results",
  });
  expect(server.received.map(({ path }) => path).toSorted()).toEqual(others);
});

test("link.broken and link.recovered name the destination, its settings and the link", async () => {
  await insertTestWebhook(db, { workspaceId, events: ["link.broken", "link.recovered"] });
  const id = await aLink();
  await scheduleChecks(db);
  startChecker();

  missing.add("/rule");
  await untilChecked("/rule");
  expect(await untilChecked("/rule")).toMatchObject({ status: "broken", http_status: 404 });
  missing.delete("/rule");
  expect(await untilChecked("/rule")).toMatchObject({ status: "ok", failures: 0 });

  const events = await db.selectFrom("webhook_events").select(["type", "payload"]).orderBy("id").execute();
  const link = { id, short_url: "https://sho.rt/page", original_url: toTarget("/") };
  const checked = { destination_url: toTarget("/rule", "rule.example"), settings: ["/rules/0/url"] };
  expect(events.map(({ type, payload }) => ({ type, ...(payload as { data: object }).data }))).toMatchObject([
    { type: "link.broken", ...link, ...checked, health: { status: "broken", http_status: 404 } },
    { type: "link.recovered", ...link, ...checked, health: { status: "ok" } },
  ]);
  expect(await untilChecked("/a")).toMatchObject({ status: "ok", failures: 0 });
});

test("a destination that leaves the link loses its checks, and one that joins gets them", async () => {
  const id = await aLink();
  await scheduleChecks(db);
  const before = await healthOf("/ios");

  await change(id, { fallback_url: null, rules: { ios_url: toTarget("/ios"), android_url: toTarget("/new") } });
  await scheduleChecks(db);

  expect(await scheduled()).toEqual(["/ios", "/new"]);
  expect(await healthOf("/ios")).toEqual(before);
  await change(id, { rules: null });
  await scheduleChecks(db);
  expect(await scheduled()).toEqual([]);
  expect(await db.selectFrom("destination_lists").selectAll().execute()).toEqual([]);
});

test("a result of a destination that the link has lost meanwhile does not count", async () => {
  await insertTestWebhook(db, { workspaceId, events: ["link.broken"] });
  const id = await aLink();
  await scheduleChecks(db);
  missing.add("/ios");
  await db.updateTable("destination_health").set({ failures: 1, was_ok: true }).execute();
  await change(id, { rules: null });
  await sql`update link_health set next_check_at = now() + interval '1 day'`.execute(db);
  await sql`update destination_health set next_check_at = now() + interval '1 day' where target_url not like '%/ios'`.execute(
    db,
  );
  await sql`update destination_health set next_check_at = now() where target_url like '%/ios'`.execute(db);

  startChecker();

  const isPutOff = async () => ((await healthOf("/ios"))?.next_check_at.getTime() ?? 0) > Date.now() + 3_600_000;
  await waitFor(isPutOff, { what: "the check to be put off" });
  expect(await healthOf("/ios")).toMatchObject({ status: "unknown", failures: 1, checked_at: null });
  expect(server.received).toEqual([]);
  expect(await db.selectFrom("webhook_events").selectAll().execute()).toEqual([]);
});

test("a check of a destination does not count if the link has changed during it", async () => {
  const answered = Promise.withResolvers<void>();
  mayAnswer = answered.promise;
  const id = await aLink();
  await scheduleChecks(db);
  await sql`update destination_health set next_check_at = now() where target_url like '%/ios'`.execute(db);
  startChecker();
  const isRequested = () => server.received.some(({ path }) => path === "/ios");
  await waitFor(isRequested, { what: "the request" });

  await change(id, { rules: null });
  missing.add("/ios");
  answered.resolve();

  const findFree = () => sql`select from link_check_hosts where host = 'page.example' and free_at <= now()`.execute(db);
  await waitFor(async () => (await findFree()).rows.length > 0, { what: "the check to end" });
  expect(await healthOf("/ios")).toMatchObject({ status: "unknown", failures: 0, checked_at: null });
});

test("the fallback of an expired link is checked, its other destinations are not", async () => {
  const id = await aLink();
  await change(id, { expires_at: new Date(0) });
  await scheduleChecks(db);
  await sql`update destination_health set next_check_at = now()`.execute(db);

  startChecker();

  await waitFor(async () => (await healthOf("/fallback"))?.status === "ok", { what: "the check of the fallback" });
  const isPutOff = async () =>
    (await db.selectFrom("destination_health").selectAll().execute()).every(
      each => each.next_check_at.getTime() > Date.now() + 3_600_000,
    );
  await waitFor(isPutOff, { what: "the other checks to be put off" });
  expect(server.received.map(({ path }) => path)).toEqual(["/fallback"]);
});

test("workspaces without checks have no checks of further destinations, and lose them when they end", async () => {
  await aLink();
  const other = await insertTestWorkspace(db);
  const unchecked = await insertTestLink(db, { workspaceId: other, targetUrl: toTarget("/"), code: "other" });
  await change(unchecked, { fallback_url: toTarget("/unchecked") });
  await scheduleChecks(db);
  expect(await scheduled()).toEqual(others);

  await db.updateTable("workspaces").set({ checks_links: false }).execute();
  await scheduleChecks(db);

  expect(await scheduled()).toEqual([]);
});
