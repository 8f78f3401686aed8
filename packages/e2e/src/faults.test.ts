import { waitFor } from "@shunt/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Owner, type Shunt, startShunt } from "./harness/start-shunt.ts";

let shunt: Shunt;
let owner: Owner;
let code: string;
let linkId: string;
beforeEach(async () => {
  shunt = await startShunt();
  owner = await shunt.signUp();
  ({ short_code: code, id: linkId } = await owner.makeLink());
});
afterEach(() => shunt.stop());

/** Clicks, several at a time. Returns how many were answered with a redirect. */
async function clickMany(count: number): Promise<number> {
  let answered = 0;
  for (let sent = 0; sent < count; sent += 20) {
    const answers = await Promise.all(Array.from({ length: Math.min(20, count - sent) }, () => shunt.click(code)));
    answered += answers.filter(({ status }) => status === 302).length;
  }
  return answered;
}

/** Waits for the number and then for quiet, so that a click counted twice would show; compares every place it is kept in. */
async function expectExactly(clicks: number) {
  const timeoutMs = 40_000;
  await waitFor(async () => (await countEvents()) >= clicks, { timeoutMs, what: `${clicks} clicks` });
  await waitFor(async () => (await shunt.worker.metric("shunt_click_queue_batches")) === 0, {
    timeoutMs,
    what: "the queue to be empty",
  });
  const totals = await shunt.db.selectFrom("link_totals").select("clicks").where("link_id", "=", linkId).execute();
  const days = await shunt.db.selectFrom("link_daily").select("clicks").where("link_id", "=", linkId).execute();
  expect(await countEvents()).toBe(clicks);
  expect(totals).toEqual([{ clicks }]);
  expect(days.reduce((sum, day) => sum + day.clicks, 0)).toBe(clicks);
}

async function countEvents(): Promise<number> {
  const { count } = await shunt.db
    .selectFrom("click_events")
    .select(eb => eb.fn.countAll<number>().as("count"))
    .where("link_id", "=", linkId)
    .executeTakeFirstOrThrow();
  return count;
}

test("a redirect that is killed with clicks on its hands has lost none when it is back", async () => {
  await shunt.click(code);
  await shunt.redis.kill();
  const answered = await clickMany(100);
  await shunt.redirect.end("SIGKILL");

  await shunt.redis.start();
  await shunt.redirect.start();

  expect(answered).toBe(100);
  await expectExactly(101);
});

test("a redirect that is stopped ships what it has before it goes", async () => {
  const answered = await clickMany(100);
  await shunt.redirect.end("SIGTERM");

  expect(answered).toBe(100);
  await expectExactly(100);
});

test("with Redis gone, links redirect, known or not; its clicks are counted when it is back", async () => {
  const { short_code: unseen } = await owner.makeLink();
  await shunt.click(code);

  await shunt.redis.kill();
  const known = await clickMany(50);
  const cold = await shunt.click(unseen);
  const unknown = await shunt.click("unknown");
  await shunt.redis.start();

  expect(known).toBe(50);
  expect(cold.status).toBe(302);
  expect(unknown.status).toBe(404);
  await expectExactly(51);
});

test("with Redis hung, links redirect all the same; its clicks are counted when it answers again", async () => {
  await shunt.click(code);

  shunt.redis.pause();
  const answered = await clickMany(20);
  const { short_code: unseen } = await owner.makeLink();
  const cold = await shunt.click(unseen);
  shunt.redis.resume();

  expect(answered).toBe(20);
  expect(cold.status).toBe(302);
  await expectExactly(21);
});

test("a worker that is killed at work loses nothing and doubles nothing", async () => {
  await shunt.worker.end("SIGKILL");
  const answered = await clickMany(400);
  for (let round = 0; round < 3; round++) {
    await shunt.worker.start();
    await shunt.worker.end("SIGKILL");
  }
  await shunt.worker.start();

  expect(answered).toBe(400);
  await expectExactly(400);
});
