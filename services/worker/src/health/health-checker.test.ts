import { createDb, type Db } from "@shunt/db";
import { createGuardedFetch } from "@shunt/runtime/outbound";
import { startReceiver, type TestReceiver, waitFor } from "@shunt/testing";
import { createTestDatabase } from "@shunt/testing/stores";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { insertTestLink, insertTestWorkspace } from "../testing/test-links.ts";
import { insertTestWebhook } from "../testing/test-webhooks.ts";
import type { CheckResult } from "./check-destination.ts";
import { startHealthChecker } from "./health-checker.ts";
import { scheduleChecks } from "./schedule-checks.ts";

let db: Db;
let server: TestReceiver;
let answers: Map<string, { status: number; location?: string; breaksOff?: boolean }>;
beforeAll(async () => {
  db = createDb({ url: (await createTestDatabase()).url, max: 8, applicationName: "test" });
  server = await startReceiver((res, { path }) => {
    const { status, location, breaksOff = false } = answers.get(path) ?? { status: 200 };
    res.writeHead(status, location === undefined ? {} : { location });
    if (breaksOff) res.write("x", () => res.destroy());
    else res.end("x".repeat(10_000));
  });
});
afterAll(async () => {
  await server.stop();
  await db.destroy();
});

let workspaceId: string;
beforeEach(async () => {
  answers = new Map();
  workspaceId = await insertTestWorkspace(db, { checksLinks: true });
});
const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
  server.received.length = 0;
  await sql`truncate links, webhooks, webhook_events, link_check_hosts cascade`.execute(db);
});

const internalAddress = "10.0.0.1";
const resolve = async (host: string) => {
  if (host.startsWith("gone")) throw Object.assign(new Error("not found"), { code: "ENOTFOUND" });
  return [{ address: host.startsWith("internal") ? internalAddress : "127.0.0.1", family: 4 }];
};

function startChecker() {
  const kinds: CheckResult["kind"][] = [];
  const checker = startHealthChecker({
    db,
    fetch: createGuardedFetch({ isAllowedAddress: address => address === "127.0.0.1", resolve }),
    baseUrl: "https://sho.rt",
    userAgent: "Shunt (+https://app.example)",
    everyMs: 86_400_000,
    hostPauseMs: 0,
    pollMs: 10,
    onChecked: kind => kinds.push(kind),
    onError: err => {
      throw err;
    },
  });
  stops.push(checker.stop);
  return kinds;
}

function toTarget(path: string, host = "page.example"): string {
  return `http://${host}:${new URL(server.url).port}${path}`;
}

async function aLink(targetUrl: string, given: { rules?: object; code?: string } = {}): Promise<string> {
  return insertTestLink(db, { workspaceId, targetUrl, ...given });
}

async function healthOf(id: string) {
  return db.selectFrom("link_health").selectAll().where("link_id", "=", id).executeTakeFirst();
}

/** Makes the next check due, unless it is under way or has just ended, and awaits its result. */
async function untilChecked(id: string) {
  const before = (await healthOf(id))?.checked_at ?? null;
  await scheduleChecks(db);
  await sql`update link_health set next_check_at = now()
    where link_id = ${id} and date_trunc('milliseconds', checked_at) is not distinct from ${before}
      and (checked_at is not null or next_check_at < now() + interval '10 seconds')`.execute(db);
  return waitFor(
    async () => {
      const health = await healthOf(id);
      return health?.checked_at && health.checked_at.getTime() !== before?.getTime() ? health : undefined;
    },
    { what: "the check" },
  );
}

test.each([
  { path: "/ok", status: 200, kind: "ok", reason: null },
  { path: "/broken-off", status: 200, kind: "ok", reason: null, breaksOff: true },
  { path: "/missing", status: 404, kind: "failed", reason: "The destination answers with the status 404" },
  { path: "/gone", status: 410, kind: "failed", reason: "The destination answers with the status 410" },
  { path: "/down", status: 503, kind: "failed", reason: "The destination answers with the status 503" },
  { path: "/shy", status: 403, kind: "unclear", reason: "The destination refuses programs with the status 403" },
])("a destination that answers $status is $kind", async ({ path, status, kind, reason, breaksOff }) => {
  answers.set(path, { status, ...(breaksOff && { breaksOff }) });
  const id = await aLink(toTarget(path));

  const kinds = startChecker();

  expect(await untilChecked(id)).toMatchObject({ http_status: status, redirects_to: null, reason });
  await waitFor(async () => kinds.length > 0, { what: "the metric" });
  expect(kinds).toEqual([kind]);
  expect(server.received[0]?.headers["user-agent"]).toBe("Shunt (+https://app.example)");
});

test("a destination that redirects shows where to, and one that redirects in circles fails", async () => {
  answers.set("/old", { status: 301, location: "/new" });
  answers.set("/loop", { status: 302, location: "/loop" });
  startChecker();

  const moved = await aLink(toTarget("/old"));
  expect(await untilChecked(moved)).toMatchObject({ status: "ok", http_status: 200, redirects_to: toTarget("/new") });
  // A link that is there while another is awaited is checked meanwhile, and again when it is awaited.
  const loop = await aLink(toTarget("/loop", "loop.example"));
  expect(await untilChecked(loop)).toMatchObject({ status: "unknown", failures: 1, http_status: 302 });
  expect(server.received.filter(({ path }) => path === "/loop")).toHaveLength(6);
});

test("the second failure in a row breaks a link, a success recovers it, and each change is published once", async () => {
  await insertTestWebhook(db, { workspaceId, events: ["link.broken", "link.recovered"] });
  const id = await aLink(toTarget("/page"), { code: "page" });
  startChecker();
  const typesOf = async () =>
    (await db.selectFrom("webhook_events").select(["type", "payload"]).orderBy("id").execute()).map(
      ({ type, payload }) => ({ type, ...(payload as { data: object }).data }),
    );

  answers.set("/page", { status: 500 });
  expect(await untilChecked(id)).toMatchObject({ status: "unknown", failures: 1 });
  const suspected = await healthOf(id);
  expect(suspected?.next_check_at.getTime()).toBeLessThan(Date.now() + 20 * 60_000);
  const broken = await untilChecked(id);
  expect(await untilChecked(id)).toMatchObject({ status: "broken", failures: 3, since: broken?.since });
  answers.set("/page", { status: 200 });
  expect(await untilChecked(id)).toMatchObject({ status: "ok", failures: 0, reason: null });
  await untilChecked(id);

  expect(await typesOf()).toMatchObject([
    { type: "link.broken", id, short_url: "https://sho.rt/page", health: { status: "broken", http_status: 500 } },
    { type: "link.recovered", id, health: { status: "ok", http_status: 200 } },
  ]);
});

test("names of the internal network and names that do not exist look alike, before and after a success", async () => {
  const [internal, gone] = [await aLink("http://internal.example/"), await aLink("http://gone.example/")];
  startChecker();
  const pick = (id: string) =>
    untilChecked(id).then(health => ({
      status: health?.status,
      failures: health?.failures,
      http_status: health?.http_status,
      reason: health?.reason,
    }));

  for (const _ of [1, 2, 3])
    expect(await Promise.all([pick(internal), pick(gone)])).toEqual(
      Array(2).fill({
        status: "unknown",
        failures: 0,
        http_status: null,
        reason: "The destination has no public address",
      }),
    );
  await db.updateTable("link_health").set({ status: "ok", was_ok: true }).execute();
  await Promise.all([pick(internal), pick(gone)]);
  const [first, second] = await Promise.all([pick(internal), pick(gone)]);
  expect(first).toEqual(second);
  expect(first).toMatchObject({ status: "broken" });
  expect(server.received).toEqual([]);
});

test("a new destination starts anew, also if the former one was checked meanwhile", async () => {
  answers.set("/a", { status: 404 });
  const id = await aLink(toTarget("/a"));
  startChecker();
  await untilChecked(id);
  await untilChecked(id);

  await db
    .updateTable("links")
    .set({ target_url: toTarget("/b") })
    .where("id", "=", id)
    .execute();
  await scheduleChecks(db);

  expect(await healthOf(id)).toMatchObject({ target_url: toTarget("/b"), failures: 0 });
  expect(await untilChecked(id)).toMatchObject({ status: "ok", http_status: 200 });
});

/** A check of a link with one failure, which waits for the answer of its destination: another failure. */
async function aCheckUnderWay() {
  const answered = Promise.withResolvers<void>();
  const slow = await startReceiver(async res => {
    await answered.promise;
    res.writeHead(404).end();
  });
  stops.push(slow.stop);
  await insertTestWebhook(db, { workspaceId, events: ["link.broken"] });
  const id = await aLink(`http://slow.example:${new URL(slow.url).port}/`);
  await scheduleChecks(db);
  await db.updateTable("link_health").set({ failures: 1, next_check_at: new Date() }).execute();
  startChecker();
  await waitFor(() => slow.received.length > 0, { what: "the request" });
  return {
    id,
    /** Answers, and awaits the end of the check. */
    async answer() {
      answered.resolve();
      const findFree = () => sql`select from link_check_hosts where free_at <= now()`.execute(db);
      await waitFor(async () => (await findFree()).rows.length > 0, { what: "the check to end" });
    },
  };
}

const oneFailure = { status: "unknown", failures: 1, checked_at: null };

test.each([
  ["the link leads elsewhere", sql`update links set target_url = 'http://elsewhere.example/'`],
  ["another worker has taken it over", sql`update link_health set next_check_at = now() + interval '1 hour'`],
])("a check does not count if meanwhile %s", async (_case, meanwhile) => {
  const { id, answer } = await aCheckUnderWay();

  await meanwhile.execute(db);
  await answer();

  expect(await healthOf(id)).toMatchObject(oneFailure);
  expect(await db.selectFrom("webhook_events").selectAll().execute()).toEqual([]);
});

test("stop ends a check under way, which does not count and is due again", async () => {
  const { id } = await aCheckUnderWay();

  await stops.pop()?.();

  const health = await healthOf(id);
  expect(health).toMatchObject(oneFailure);
  expect(health?.next_check_at.getTime()).toBeLessThanOrEqual(Date.now());
});

test("links that visitors do not reach and destinations with placeholders are not requested", async () => {
  const ids = [
    await aLink(toTarget("/off", "off.example")),
    await aLink(toTarget("/{country}", "a.example"), { rules: { placeholders: true } }),
    await aLink(toTarget("/{1}", "b.example"), { code: "gh/*" }),
  ];
  await db
    .updateTable("links")
    .set({ is_active: false })
    .where("id", "=", ids[0] as string)
    .execute();
  await scheduleChecks(db);
  await db.updateTable("link_health").set({ next_check_at: new Date() }).execute();

  startChecker();

  await waitFor(
    async () =>
      (await Promise.all(ids.map(healthOf))).every(
        each => each && each.next_check_at.getTime() > Date.now() + 3_600_000,
      ),
    { what: "the checks to be put off" },
  );
  expect(server.received).toEqual([]);
});

test("two workers check each link once, and no host with two requests at a time", async () => {
  const open = new Map<string, number>();
  const seen: string[] = [];
  let most = 0;
  const held = Promise.withResolvers<void>();
  const busy = await startReceiver(async (res, { path, headers }) => {
    const host = headers.host ?? "";
    open.set(host, (open.get(host) ?? 0) + 1);
    most = Math.max(most, open.get(host) ?? 0);
    seen.push(path);
    await held.promise;
    open.set(host, (open.get(host) ?? 0) - 1);
    res.end();
  });
  stops.push(busy.stop);
  const { port } = new URL(busy.url);
  const ids: string[] = [];
  const toUrl = (i: number) => `http://host${i % 3}.example:${port}/${i}`;
  for (let i = 0; i < 12; i++) ids.push(await aLink(toUrl(i)));
  await scheduleChecks(db);
  await db.updateTable("link_health").set({ next_check_at: new Date() }).execute();

  const kinds = startChecker();
  const others = startChecker();
  await waitFor(() => open.size === 3, { what: "a request to each host" });
  const requested = seen.map(path => toUrl(Number(path.slice(1))));
  await sql`update link_health set next_check_at = now() where target_url <> all(${requested}::text[])`.execute(db);
  const findDue = () => sql`select from link_health where next_check_at <= now()`.execute(db);
  await waitFor(async () => (await findDue()).rows.length === 0, { what: "the workers to look at the other checks" });
  held.resolve();

  await waitFor(async () => kinds.length + others.length === ids.length, { what: "the checks" });
  expect(seen.toSorted()).toEqual(ids.map((_, i) => `/${i}`).toSorted());
  expect(most).toBe(1);
});

test("the first checks of a workspace are spread over as many seconds as it has links", async () => {
  await db
    .insertInto("links")
    .columns(["id", "workspace_id", "target_url", "is_active", "is_public", "is_indexable", "redirect_status"])
    .expression(
      sql`select gen_random_uuid(), ${workspaceId}::uuid, 'https://many.example/' || i, true, true, false, 302 from generate_series(1, 2000) as i`,
    )
    .execute();

  await scheduleChecks(db);

  const { rows } = await sql<{ early: number; late: number; count: number }>`
    select count(*) filter (where next_check_at < now() + interval '1000 seconds') as early,
      count(*) filter (where next_check_at > now() + interval '2000 seconds') as late, count(*) as count
    from link_health`.execute(db);
  expect(rows[0]).toMatchObject({ count: 2000, late: 0 });
  expect(rows[0]?.early).toBeGreaterThan(800);
  expect(rows[0]?.early).toBeLessThan(1200);
});

test("links of workspaces without checks have no checks, and lose them when the workspace stops them", async () => {
  await aLink(toTarget("/page"));
  await insertTestLink(db, { workspaceId: await insertTestWorkspace(db), targetUrl: toTarget("/other") });
  const hosts = () => db.selectFrom("link_health").select("target_url").execute();

  await scheduleChecks(db);
  expect(await hosts()).toEqual([{ target_url: toTarget("/page") }]);
  await db.updateTable("workspaces").set({ checks_links: false }).execute();
  await scheduleChecks(db);
  expect(await hosts()).toEqual([]);
});

test("scheduleChecks leaves out destinations that open other programs, and forgets those that begin to", async () => {
  const [mail, page] = [await aLink("mailto:ann@example.com"), await aLink(toTarget("/"))];
  await scheduleChecks(db);
  const scheduled = [await healthOf(mail), await healthOf(page)];

  await db.updateTable("links").set({ target_url: "tel:+41446681800" }).where("id", "=", page).execute();
  await scheduleChecks(db);

  expect(scheduled).toEqual([undefined, expect.objectContaining({ host: "page.example" })]);
  expect(await healthOf(page)).toBeUndefined();
});
