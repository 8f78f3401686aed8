import type { Link } from "@shunt/contracts/links";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Owner } from "./harness/owner.ts";
import { type Shunt, startShunt } from "./harness/start-shunt.ts";

let shunt: Shunt;
let owner: Owner;
beforeAll(async () => {
  shunt = await startShunt({ pods: 2, env: { TRUSTED_PROXIES: "127.0.0.1", SPLIT_KEY: "5a".repeat(32) } });
  owner = await shunt.signUp();
});
afterAll(() => shunt.stop());

const userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const variants = ["A", "B", "C"].map((name, i) => ({ name, url: `https://example.com/${name}`, weight: 3 - i }));
const visitors = Array.from({ length: 300 }, (_, i) => `93.184.${i >> 8}.${i & 255}`);

/** Clicks once as each visitor. Returns the visitors' locations. */
async function clickAll({ short_code }: Link, podOf: (i: number) => number): Promise<(string | null)[]> {
  const locations: (string | null)[] = [];
  for (const [i, address] of visitors.entries()) {
    const answer = await fetch(`${shunt.pods[podOf(i)]?.url}/${short_code}`, {
      redirect: "manual",
      headers: { "user-agent": userAgent, "x-forwarded-for": address },
    });
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([302, "private, no-store"]);
    locations.push(answer.headers.get("location"));
  }
  return locations;
}

async function untilCounted({ short_code }: Link, clicks: number): Promise<void> {
  await waitFor(async () => (await owner.countClicks(short_code)) === clicks, {
    what: `${clicks} clicks to be counted`,
  });
}

async function countsOf(dimension: string, query: Record<string, string>): Promise<Record<string, number>> {
  const { body } = await owner.call("GET", `/analytics/breakdown?${new URLSearchParams({ dimension, ...query })}`);
  return Object.fromEntries(body.items.map((item: { label: string; count: number }) => [item.label, item.count]));
}

function tally(texts: readonly (string | null)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const each of texts) counts[each ?? ""] = (counts[each ?? ""] ?? 0) + 1;
  return counts;
}

test("a visitor gets the same variant from every pod, and the API counts each variant's clicks", async () => {
  const link = await owner.makeLink({ split: { variants } });

  const first = await clickAll(link, i => i % 2);
  const second = await clickAll(link, i => (i + 1) % 2);

  expect(second).toEqual(first);
  expect(Object.keys(tally(first)).sort()).toEqual(variants.map(({ url }) => url));
  await untilCounted(link, 2 * visitors.length);
  const clicks = tally([...first, ...second]);
  const byName = Object.fromEntries(variants.map(({ name, url }) => [name, clicks[url]]));
  expect(await countsOf("variant", { link: link.short_code })).toEqual(byName);
  expect(await countsOf("destination", { link: link.short_code })).toEqual(clicks);
  expect(await countsOf("destination", { link: link.short_code, variant: "b" })).toEqual({
    "https://example.com/B": clicks["https://example.com/B"],
  });
  const { body: events } = await owner.call("GET", `/analytics/events?link=${link.short_code}&size=1000`);
  for (const { variant, destination, rule, class: clickClass } of events.items)
    expect([destination, rule, clickClass]).toEqual([`https://example.com/${variant}`, null, "human"]);
});

test("an ended split gives everyone the winner, and a link without its split counts clicks without a variant", async () => {
  const link = await owner.makeLink({ split: { variants } });
  const visit = async () => (await shunt.click(link.short_code, { headers: { "user-agent": userAgent } })).headers;
  const ends_at = new Date(Date.now() - 1_000).toISOString();

  await owner.call("PATCH", `/urls/${link.id}`, { split: { variants, ends_at, winner: "C" } });
  expect((await visit()).get("location")).toBe("https://example.com/C");
  await owner.call("PATCH", `/urls/${link.id}`, { split: null });
  expect((await visit()).get("location")).toBe("https://example.com/");

  await untilCounted(link, 2);
  expect(await countsOf("variant", { link: link.short_code })).toEqual({ C: 1, None: 1 });
});
