import { selectClicks } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Owner } from "./harness/owner.ts";
import { type Shunt, startShunt } from "./harness/start-shunt.ts";

let shunt: Shunt;
let owner: Owner;
beforeAll(async () => {
  shunt = await startShunt();
  owner = await shunt.signUp();
});
afterAll(() => shunt.stop());

/** Less than the time after which a redirect would look up a link, or an unknown code, again by itself. */
const [linkTtlMs, missingTtlMs] = [50_000, 4_000];

const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const googlebot = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
const as = (userAgent: string, more = {}) => ({ headers: { "user-agent": userAgent, ...more } });

test("a new link redirects, and the summary counts each click of a person once", async () => {
  const target = "https://example.com/%C3%BC?b=2&a=1#part";
  const { id, short_code } = await owner.makeLink({ original_url: target });

  const answer = await shunt.click(short_code, as(firefox, { referer: "https://news.example/story" }));
  await shunt.click(short_code, as(firefox));
  await shunt.click(short_code, as("curl/8.5.0"));
  await shunt.click(short_code, as(googlebot));
  await shunt.click(short_code, { method: "HEAD", ...as(firefox) });
  await shunt.click("unknown", as(firefox));

  expect(answer.status).toBe(302);
  expect(answer.headers.get("location")).toBe(target);
  const findClasses = () =>
    shunt.db.selectFrom(selectClicks().as("click")).select("class").where("link_id", "=", id).execute();
  // The click of the bot may arrive in a later batch than those of people.
  await waitFor(async () => (await findClasses()).length === 4, { what: "four clicks to be counted" });
  const { body: summary } = await owner.call("GET", `/analytics/${short_code}/summary?days=7`);
  expect(summary).toMatchObject({
    total_clicks: 3,
    unique_visitors: 2,
    top_browsers: [
      { label: "Firefox", count: 2, percentage: 66.67 },
      { label: "curl", count: 1, percentage: 33.33 },
    ],
    top_os: [
      { label: "Linux", count: 2 },
      { label: "Unknown", count: 1 },
    ],
    top_devices: [
      { label: "desktop", count: 2 },
      { label: "other", count: 1 },
    ],
    top_referrers: [
      { label: "Direct", count: 2 },
      { label: "news.example", count: 1 },
    ],
  });
  expect((await owner.call("GET", `/urls/${id}`)).body).toMatchObject({ click_count: 3 });
  expect((await findClasses()).map(row => row.class).sort()).toEqual(["bot", "human", "human", "human"]);
});

test("POST /urls makes a code work that answered 404, before the memory of it expires", async () => {
  expect((await shunt.click("soon-there")).status).toBe(404);

  await owner.makeLink({ custom_alias: "soon-there" });

  await waitFor(async () => (await shunt.click("soon-there")).status === 302, {
    timeoutMs: missingTtlMs,
    what: "the link",
  });
});

test("PATCH and DELETE /urls/{id} reach visitors before the memory of the link expires", async () => {
  const { id, short_code } = await owner.makeLink();
  await shunt.click(short_code);
  const change = (body: object) => owner.call("PATCH", `/urls/${id}`, body);
  const seen = (status: number, location: string | null = null) =>
    waitFor(
      async () => {
        const answer = await shunt.click(short_code);
        return answer.status === status && answer.headers.get("location") === location;
      },
      { timeoutMs: linkTtlMs, what: `${status} ${location ?? ""}` },
    );

  await change({ original_url: "https://new.example/", redirect_status: 308 });
  await seen(308, "https://new.example/");
  await change({ expires_at: new Date(Date.now() + 2_000).toISOString() });
  await seen(410);
  await change({ fallback_url: "https://fallback.example/" });
  await seen(302, "https://fallback.example/");
  await change({ expires_at: null, is_active: false });
  await seen(404);
  await change({ is_active: true, starts_at: new Date(Date.now() + 60_000).toISOString() });
  await seen(404);
  await change({ starts_at: null });
  await seen(308, "https://new.example/");
  await owner.call("DELETE", `/urls/${id}`);
  await seen(404);
});

test("the redirect sends X-Robots-Tag: noindex unless the link is indexable", async () => {
  const { id, short_code } = await owner.makeLink();
  const robots = async () => (await shunt.click(short_code)).headers.get("x-robots-tag");

  expect(await robots()).toBe("noindex");
  const { body } = await owner.call("PATCH", `/urls/${id}`, { is_indexable: true });

  expect(body).toMatchObject({ is_indexable: true });
  await waitFor(async () => (await robots()) === null, { timeoutMs: linkTtlMs, what: "the link to become indexable" });
});

test("the redirect answers 451 for a blocked link, cached or not", async () => {
  const { id, short_code } = await owner.makeLink();
  await shunt.db.updateTable("links").set({ blocked_at: new Date() }).where("id", "=", id).execute();
  await owner.call("PATCH", `/urls/${id}`, { title: "Closed" });
  const cached = await shunt.click(short_code);
  await shunt.redis.kill();
  await shunt.redis.start();
  await shunt.redirect.end("SIGTERM");
  await shunt.redirect.start();

  expect([cached.status, (await shunt.click(short_code)).status]).toEqual([451, 451]);
});

test("the redirect answers 410 for an expired link, cached or not", async () => {
  const expiresAt = Date.now() + 2_000;
  const { short_code } = await owner.makeLink({ expires_at: new Date(expiresAt).toISOString() });
  await shunt.redirect.end("SIGTERM");
  await shunt.redirect.start();

  await waitFor(() => Date.now() > expiresAt, { what: "the link to expire" });
  const fromRedis = await shunt.click(short_code);
  const fromMemory = await shunt.click(short_code);

  expect([fromRedis.status, fromMemory.status]).toEqual([410, 410]);
});

test("the services exit with 0 on SIGTERM", async () => {
  expect(await shunt.worker.end("SIGTERM")).toBe(0);
  expect(await shunt.management.end("SIGTERM")).toBe(0);
  expect(await shunt.redirect.end("SIGTERM")).toBe(0);
});
