import { randomUUID } from "node:crypto";
import { createRedis, settled } from "@shunt/cache";
import type { Click, ClickBatch } from "@shunt/contracts/clicks";
import { selectClicks } from "@shunt/db";
import { createClickProducer, toClickBatch } from "@shunt/queue";
import { aClick, waitFor } from "@shunt/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Owner } from "./harness/owner.ts";
import { runOperator } from "./harness/run-operator.ts";
import { shipClicks, untilIngested } from "./harness/ship-clicks.ts";
import { type Shunt, startShunt } from "./harness/start-shunt.ts";

let shunt: Shunt;
let owner: Owner;
beforeAll(async () => {
  shunt = await startShunt({ workers: 2, env: { GEOIP_DB: "/nowhere/places.mmdb" } });
  owner = await shunt.signUp();
});
afterAll(() => shunt.stop());

const today = () => new Date().toISOString().slice(0, 10);
const clickOn = (linkId: string, given: Partial<Click> = {}) => aClick({ linkId, at: Date.now(), ...given });

async function countClicks(linkId: string): Promise<{ events: number; total: number; day: number }> {
  const { rows } = await sql<{ events: number; total: number; day: number }>`
    select (select count(*) from ${selectClicks()} as e where link_id = ${linkId}) as events,
      coalesce((select clicks from link_totals where link_id = ${linkId}), 0) as total,
      coalesce((select clicks from link_daily where link_id = ${linkId} and day = ${today()}), 0) as day`.execute(
    shunt.db,
  );
  return rows[0] as { events: number; total: number; day: number };
}

/** Clicks that hostile visitors or a broken redirect may send. */
const poisons: Partial<Click>[] = [
  { userAgent: `${aClick().userAgent} ${"x".repeat(600)}` },
  { referrer: `https://example.com/${"r".repeat(5_000)}` },
  {
    userAgent: `${aClick().userAgent}\0`,
    referrer: "\0",
    language: "\0",
    marks: "utm_source=%00",
    destination: "https://a.example/\0",
  },
  {
    userAgent: `${aClick().userAgent}\ud800`,
    referrer: "https://\udfff.example/",
    language: "\ud800",
    marks: "utm_source=\ud800",
    destination: "\ud800",
  },
  { at: Date.UTC(9_999, 0) * 10 },
  { at: Number.NaN, ip: "999.999.999.999" },
];
const megabyte = { userAgent: `${aClick().userAgent} ${"m".repeat(1_000_000)}`, destination: "d".repeat(1_000_000) };

test("the worker counts 100,000 clicks, 1 % malformed, except those without a link", async () => {
  const [link, deleted] = [await owner.makeLink(), await owner.makeLink()];
  await owner.call("DELETE", `/urls/${deleted.id}`);
  const strangers = [{ linkId: randomUUID() }, { linkId: deleted.id }, { linkId: "no id at all" }, { linkId: "\0" }];
  const total = 100_000;
  const clicks = Array.from({ length: total }, (_, i) => {
    if (i % 100 !== 50) return clickOn(link.id, { ip: `192.0.2.${i % 250}` });
    const poison = (i - 50) / 100;
    if (poison % 50 === 0) return clickOn(link.id, megabyte);
    return clickOn(link.id, [...poisons, ...strangers][poison % (poisons.length + strangers.length)]);
  });
  const ofStrangers = clicks.filter(({ linkId }) => linkId !== link.id).length;

  await shipClicks(shunt, clicks);
  await untilIngested(shunt);

  expect(ofStrangers).toBeGreaterThan(300);
  const expected = total - ofStrangers;
  expect(await countClicks(link.id)).toEqual({ events: expected, total: expected, day: expected });
  expect(await owner.countClicks(link.short_code)).toBe(expected);
  expect(await shunt.worker.metric("shunt_click_queue_batches", { state: "failed" })).toBe(0);
  expect(await shunt.worker.metric("shunt_dead_clicks")).toBe(0);
});

test("the worker counts clicks without a place when GEOIP_DB is missing, and logs that once", async () => {
  const link = await owner.makeLink();

  await shipClicks(shunt, [clickOn(link.id, { ip: "8.8.8.8" })]);
  await untilIngested(shunt);

  const { body } = await owner.call("GET", `/analytics/breakdown?link=${link.short_code}&dimension=country`);
  expect(body).toMatchObject({ total_clicks: 1, items: [{ label: "Unknown", count: 1 }] });
  expect(shunt.worker.log.split("\n").filter(line => line.includes("places.mmdb"))).toHaveLength(1);
});

/** Puts batches into the queue that no redirect of this version sends. */
async function shipRaw(batches: Readonly<Record<string, unknown>>): Promise<void> {
  const producer = createClickProducer(`${shunt.redis.url}/0`, () => {});
  await producer.ready();
  for (const [name, batch] of Object.entries(batches)) await producer.ship(name, batch as ClickBatch);
  await producer.stop();
}

async function overwrite(name: string, data: string): Promise<void> {
  const redis = createRedis({ url: `${shunt.redis.url}/0`, name: "test", commandTimeoutMs: 5_000, onError: () => {} });
  await settled(redis);
  await redis.hset(`{shunt:clicks}:clicks:${name}`, "data", data);
  redis.disconnect();
}

/** Encodes clicks of one moment as the previous version does. */
function toVersion2(clicks: readonly Click[]) {
  const { missed: _missed, ...batch } = { missed: "", ...toClickBatch(clicks) };
  const at = Buffer.alloc(4 * clicks.length).toString("base64");
  return { ...batch, version: 2, from: clicks[0]?.at, at };
}

test("the worker reads batches of the current and the previous version, and delays those of a later one", async () => {
  const link = await owner.makeLink();
  const some = (count: number) => {
    const at = Date.now();
    return Array.from({ length: count }, () => clickOn(link.id, { at }));
  };
  const later = `later-${randomUUID()}`;
  await shipRaw({
    [later]: { ...toClickBatch(some(1)), version: 4 },
    ...Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`before-${i}`, toVersion2(some(10))])),
    ...Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`now-${i}`, toClickBatch(some(10))])),
  });

  await waitFor(async () => (await countClicks(link.id)).events === 400, { what: "both versions to be counted" });
  await waitFor(async () => (await shunt.worker.metric("shunt_click_queue_batches", { state: "delayed" })) === 1, {
    what: "the later version to be delayed",
  });
  // Stands for a worker that can read the batch: the batch becomes one of this version.
  await overwrite(later, JSON.stringify(toClickBatch(some(1))));
  await waitFor(async () => (await countClicks(link.id)).events === 401, { what: "the batch to be retried" });

  expect(await countClicks(link.id)).toEqual({ events: 401, total: 401, day: 401 });
});

test("shunt clicks dead lists unreadable batches with the reason, and redrive counts repaired ones", async () => {
  const link = await owner.makeLink();
  const whole = toClickBatch([clickOn(link.id), clickOn(link.id)]);
  const [truncated, rubbish] = [`truncated-${randomUUID()}`, `rubbish-${randomUUID()}`];
  for (const worker of shunt.workers) await worker.end("SIGTERM");
  await shipRaw({ [truncated]: whole, [rubbish]: { ...whole, ip: "AAA=" }, [randomUUID()]: whole });
  await overwrite(truncated, JSON.stringify(whole).slice(0, 100));

  for (const worker of shunt.workers) await worker.start();
  await waitFor(async () => (await shunt.worker.metric("shunt_click_queue_batches", { state: "failed" })) === 2, {
    what: "two batches to be set aside",
  });
  expect((await countClicks(link.id)).events).toBe(2);
  const { code, output } = await runOperator(shunt.env, "clicks", "dead");
  expect(code).toBe(0);
  expect(output).toMatch(new RegExp(`batch +${truncated} .+`));
  expect(output).toMatch(new RegExp(`batch +${rubbish} .+ip does not hold 2 clicks`));
  expect(output).toContain("2 batches, 0 clicks");

  for (const name of [truncated, rubbish]) await overwrite(name, JSON.stringify(whole));
  const redriven = await runOperator(shunt.env, "clicks", "redrive");

  expect(redriven.output).toContain("2 batches put back");
  expect(redriven.code).toBe(0);
  await waitFor(async () => (await countClicks(link.id)).events === 6, { what: "the redriven batches to be counted" });
});

test("shunt clicks discard deletes failed batches and clicks, by name or all, and nothing else", async () => {
  const link = await owner.makeLink();
  const [one, other, waiting] = [`one-${randomUUID()}`, `other-${randomUUID()}`, `waiting-${randomUUID()}`];
  await shipRaw({ [one]: { version: 3 }, [other]: { version: 3 } });
  const countFailed = () => shunt.worker.metric("shunt_click_queue_batches", { state: "failed" });
  await waitFor(async () => (await countFailed()) === 2, { what: "two batches to be set aside" });
  await sql`insert into dead_clicks (id, batch, reason, click)
    values (gen_random_uuid(), 'batch', ${"refused\n  by a constraint"}, '{}')`.execute(shunt.db);
  for (const worker of shunt.workers) await worker.end("SIGTERM");
  await shipRaw({ [waiting]: toClickBatch([clickOn(link.id)]) });
  const discard = (...args: string[]) => runOperator(shunt.env, "clicks", "discard", ...args);

  const dead = await runOperator(shunt.env, "clicks", "dead");
  const unconfirmed = await discard(one);
  const healthy = await discard(waiting, "--yes");
  const unknown = await discard(randomUUID(), "--yes");
  const unconfirmedUnknown = await discard(randomUUID());
  const named = await discard(one, "--yes");
  const all = await discard("all", "--yes", "--json");

  expect(dead.output).toMatch(new RegExp(`^batch +${one} .+ not a click batch: count: .+; and \\d+ more$`, "m"));
  expect(dead.output).toMatch(/^click .+ refused by a constraint {2}\(of batch batch\)$/m);
  expect(dead.output.trimEnd().split("\n")).toHaveLength(4);
  expect(dead.output).toMatch(/^2 batches, 1 click$/m);
  expect([unconfirmed.code, unconfirmed.errors.includes("--yes")]).toEqual([1, true]);
  for (const { code, errors } of [healthy, unknown, unconfirmedUnknown])
    expect([code, errors]).toEqual([1, expect.stringContaining("no failed batch")]);
  expect(named).toMatchObject({ code: 0, output: "1 batch and 0 clicks deleted\n" });
  expect(all).toMatchObject({ code: 0, output: '{"batches":1,"clicks":1}\n' });
  expect((await runOperator(shunt.env, "clicks", "dead")).output).toBe("0 batches, 0 clicks\n");
  for (const worker of shunt.workers) await worker.start();
  await waitFor(async () => (await countClicks(link.id)).events === 1, { what: "the waiting batch to be counted" });
});

test("shunt clicks check finds a wrong daily sum, and rebuild corrects it", async () => {
  const link = await owner.makeLink();
  await shipClicks(shunt, [clickOn(link.id), clickOn(link.id)]);
  await untilIngested(shunt);
  const fine = await runOperator(shunt.env, "clicks", "check", "--day", today());
  const quiet = await runOperator(shunt.env, "clicks", "check", "--day", "2020-02-29");
  expect(fine).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^no sums differ, in a sample of \d+ links?\n$/),
  });
  expect(quiet).toMatchObject({ code: 0, output: "2020-02-29 has no clicks to compare\n" });
  await sql`update link_daily set clicks = 7 where link_id = ${link.id}`.execute(shunt.db);

  const check = await runOperator(shunt.env, "clicks", "check", "--day", today(), "--json");
  expect(check.code).toBe(1);
  expect(JSON.parse(check.output)).toMatchObject({ mismatches: [{ link_id: link.id, clicks: 2, daily: 7 }] });

  const rebuild = await runOperator(shunt.env, "clicks", "rebuild", "--from", today());
  expect(rebuild).toMatchObject({ code: 0, output: `${today()} rebuilt\n` });
  expect(await countClicks(link.id)).toEqual({ events: 2, total: 2, day: 2 });
});
