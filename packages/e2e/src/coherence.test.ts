import { createRedis, settled } from "@shunt/cache";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Pod } from "./harness/fleet.ts";
import type { Owner } from "./harness/owner.ts";
import { type Shunt, startShunt } from "./harness/start-shunt.ts";

let shunt: Shunt;
let owner: Owner;
beforeAll(async () => {
  shunt = await startShunt({ pods: 2 });
  owner = await shunt.signUp();
});
afterAll(() => shunt.stop());

const location = async (pod: Pod, code: string) =>
  (await fetch(`${pod.url}/${code}`, { redirect: "manual" })).headers.get("location");

/** How long a pod serves another target than the given one (ms). */
async function staleness(pod: Pod, code: string, target: string): Promise<number> {
  const answeredAt = performance.now();
  for (;;) {
    const sentAt = performance.now();
    if ((await location(pod, code)) === target) return sentAt - answeredAt;
    if (sentAt - answeredAt > 10_000) throw new Error(`still not ${target} after 10 s`);
  }
}

test("PATCH /urls/{id} reaches every pod long before its memory of the link expires", async () => {
  const { id, short_code } = await owner.makeLink();
  const times: number[] = [];

  for (let change = 0; change < 50; change++) {
    const target = `https://example.com/${change}`;
    await owner.call("PATCH", `/urls/${id}`, { original_url: target });
    times.push(...(await Promise.all(shunt.pods.map(pod => staleness(pod, short_code, target)))));
  }

  // Memory of a link lasts 54 to 66 s.
  expect(Math.max(...times)).toBeLessThanOrEqual(10_000);
});

test("each pod queries Postgres once for 2,000 simultaneous visitors of an uncached link", async () => {
  const { short_code } = await owner.makeLink({ original_url: "https://hot.example/" });
  const redis = createRedis({ url: shunt.cacheUrl, name: "test", commandTimeoutMs: 5_000, onError: () => {} });
  await settled(redis);
  await redis.flushdb();
  redis.disconnect();
  const queries = async () => {
    const counts = await Promise.all(
      shunt.pods.map(pod => pod.metric("shunt_redirect_lookups_total", { dependency: "postgres", what: "link" })),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  };
  const before = await queries();

  const visits = Array.from({ length: 2_000 }, (_, i) => location(shunt.pods[i % 2] as Pod, short_code));
  const targets = new Set(await Promise.all(visits));

  expect([...targets]).toEqual(["https://hot.example/"]);
  expect((await queries()) - before).toBeLessThanOrEqual(2);
});

test("POST /urls makes a code work on pods that cached it as unknown, before their memory of it expires", async () => {
  for (let i = 0; i < 20; i++) {
    const custom_alias = `soon-${i}`;
    await Promise.all(shunt.pods.map(pod => location(pod, custom_alias)));

    await owner.makeLink({ custom_alias });

    const seen = await Promise.all(shunt.pods.map(pod => staleness(pod, custom_alias, "https://example.com/")));
    // Memory of an unknown code lasts 5 s.
    expect(Math.max(...seen)).toBeLessThanOrEqual(4_000);
  }
});
