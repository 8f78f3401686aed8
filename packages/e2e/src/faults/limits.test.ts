import { createRedis, settled } from "@shunt/cache";
import type { Link } from "@shunt/contracts/links";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Owner } from "../harness/owner.ts";
import { countOf, Rush } from "../harness/rush.ts";
import { type Shunt, startShunt } from "../harness/start-shunt.ts";

vi.setConfig({ testTimeout: 180_000 });

let shunt: Shunt;
let owner: Owner;
let rush: Rush;
beforeAll(async () => {
  shunt = await startShunt({ pods: 2, breaksPostgres: true });
  owner = await shunt.signUp();
  rush = new Rush(shunt.pods);
});
afterAll(async () => {
  rush.end();
  await shunt.stop();
});

const aLimitedLink = (max_clicks: number) => owner.makeLink({ max_clicks });

/** Opens a link until it is used up. Returns the number of redirects. */
async function useUp({ short_code }: Link): Promise<number> {
  let redirects = 0;
  await waitFor(
    async () => {
      const statuses = await rush.open(short_code, 50);
      redirects += countOf(statuses, 302);
      return statuses.every(status => status === 410);
    },
    { what: "the link to be used up" },
  );
  return redirects;
}

/** Clicks that the redirects hold. */
async function held(): Promise<number> {
  const counts = await Promise.all(shunt.pods.map(pod => pod.metric("shunt_limit_clicks_held")));
  return counts.reduce((sum, count) => sum + count, 0);
}

async function flushRedis(): Promise<void> {
  const redis = createRedis({ url: shunt.cacheUrl, name: "test", commandTimeoutMs: 5_000, onError: () => {} });
  await settled(redis);
  await redis.flushall();
  redis.disconnect();
}

test("1,000 visitors at once over two pods get exactly the clicks of the limit, in each of 20 rounds", async () => {
  const limits = [1, 2, 10, 100, 999];
  for (let round = 0; round < 20; round++) {
    const limit = limits[round % limits.length] as number;
    const { id, short_code } = await aLimitedLink(limit);

    const statuses = await rush.open(short_code, 1_000);

    expect({ redirects: countOf(statuses, 302), usedUp: countOf(statuses, 410) }).toEqual({
      redirects: limit,
      usedUp: 1_000 - limit,
    });
    expect(await owner.client.getLink({ params: { id } })).toMatchObject({ state: "expired", clicks_left: 0 });
  }
});

test("Redis is killed, restarted from its files and flushed under load: the limit stays exact", async () => {
  const link = await aLimitedLink(900);
  const first = rush.open(link.short_code, 400);
  await shunt.redis.kill();
  const second = rush.open(link.short_code, 300);
  await shunt.redis.start();
  const third = rush.open(link.short_code, 100);
  await flushRedis();
  const answered = (await Promise.all([first, second, third])).flat();

  // On a busy machine, a visitor may wait for Redis in vain and then too long for Postgres, whose reservation is lost.
  const refused = countOf(answered, 503);
  expect(countOf(answered, 302)).toBe(800 - refused);
  const redirects = 800 - refused + (await useUp(link));
  expect(redirects).toBeLessThanOrEqual(900);
  expect(redirects).toBeGreaterThanOrEqual(900 - refused);
});

test("Postgres stops under load: visitors get 503, and later what is left of the limit", async () => {
  const link = await aLimitedLink(500);
  const before = await rush.open(link.short_code, 100);
  const during = rush.open(link.short_code, 200);
  await shunt.postgres?.halt();
  const cut = await during;
  const away = await rush.open(link.short_code, 20);
  const answer = await shunt.click(link.short_code);
  await shunt.postgres?.start();
  await waitFor(async () => (await shunt.click(link.short_code)).status === 302, { what: "the redirect to recover" });

  const after = await useUp(link);

  expect(countOf(before, 302)).toBe(100);
  expect(away).toEqual(away.map(() => 503));
  expect(answer.status).toBe(503);
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  // A reservation that Postgres committed without answering is lost: at most the visitors who waited.
  const redirects = 100 + countOf(cut, 302) + 1 + after;
  expect(redirects).toBeLessThanOrEqual(500);
  expect(redirects).toBeGreaterThanOrEqual(500 - countOf(cut, 503));
});

test("a redirect is killed under load: the limit is never exceeded", async () => {
  const link = await aLimitedLink(600);
  const before = await rush.open(link.short_code, 100);
  const during = rush.open(link.short_code, 400);
  await shunt.redirect.end("SIGKILL");
  const cut = await during;
  await shunt.redirect.start();

  const after = await useUp(link);

  const redirects = countOf(before, 302) + countOf(cut, 302) + after;
  expect(redirects).toBeLessThanOrEqual(600);
  expect(redirects).toBeGreaterThanOrEqual(600 - countOf(cut, 0));
});

test("a limit is lowered and raised under load: it holds from the answer of the API on", async () => {
  const link = await aLimitedLink(100_000);
  const set = (max_clicks: number) => owner.client.updateLink({ params: { id: link.id }, body: { max_clicks } });
  const before = await rush.open(link.short_code, 300);
  const during = rush.open(link.short_code, 500);
  await set(200);
  const after = rush.open(link.short_code, 300);
  const answered = countOf(before, 302) + countOf(await during, 302);

  expect(countOf(before, 302)).toBe(300);
  expect(countOf(await after, 410)).toBe(300);
  await waitFor(async () => (await held()) === 0, { what: "the redirects to return clicks of the former limit" });
  await set(answered + 50);
  let redirects = 0;
  await waitFor(
    async () => {
      redirects += countOf(await rush.open(link.short_code, 1), 302);
      return redirects > 0;
    },
    { what: "a redirect to know the higher limit" },
  );
  expect(redirects + (await useUp(link))).toBe(50);
});

test("a redirect that stops returns the clicks that it holds", async () => {
  const link = await aLimitedLink(1_000_000);
  for (let i = 0; i < 5; i++) await rush.open(link.short_code, 100);

  await Promise.all(shunt.pods.map(pod => pod.end("SIGTERM")));

  const { clicks_left } = await owner.client.getLink({ params: { id: link.id } });
  expect(clicks_left).toBe(1_000_000 - 500);
  await Promise.all(shunt.pods.map(pod => pod.start()));
});
