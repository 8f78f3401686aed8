import { createDb, type Db } from "@shunt/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

let api: TestApi;
let db: Db;
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const dayMs = 24 * 60 * 60_000;
const dayBefore = (days: number) => new Date(Date.now() - days * dayMs).toISOString().slice(0, 10);

async function aCountedLink(token: string) {
  const { body: link } = await api.call("POST", "/api/v1/urls", {
    body: { original_url: "https://example.com/" },
    token,
  });
  const day = (age: number, human_clicks: number, unique_visitors: number) => ({
    link_id: link.id,
    day: dayBefore(age),
    clicks: human_clicks + 5,
    human_clicks,
    unique_visitors,
  });
  await db
    .insertInto("link_daily")
    .values([day(0, 2, 1), day(2, 1, 1), day(40, 200, 6)])
    .execute();
  const value = (age: number, dimension: string, name: string, human_clicks: number) => ({
    link_id: link.id,
    day: dayBefore(age),
    dimension,
    value: name,
    detail: "",
    clicks: human_clicks + 1,
    human_clicks,
  });
  await db
    .insertInto("link_daily_dimension")
    .values([
      value(0, "browser", "Firefox", 2),
      value(2, "browser", "Chrome", 1),
      value(40, "browser", "Opera", 7),
      value(0, "country", "DE", 2),
      value(2, "country", "Unknown", 1),
      ...Array.from({ length: 12 }, (_, i) => value(40, "referrer", `site-${i}.example`, 20 - i)),
    ])
    .execute();
  return link;
}

test("summariseLink counts the requested days in every number, and lists days without clicks", async () => {
  const { token } = await api.signUp();
  const link = await aCountedLink(token);

  const { status, body } = await api.call("GET", `/api/v1/analytics/${link.short_code}/summary?days=3`, { token });

  expect(status).toBe(200);
  expect(body).toMatchObject({
    short_code: link.short_code,
    total_clicks: 3,
    unique_visitors: 2,
    period_days: 3,
    top_browsers: [
      { label: "Firefox", count: 2, percentage: 66.67 },
      { label: "Chrome", count: 1, percentage: 33.33 },
    ],
    top_countries: [
      { label: "DE", count: 2, percentage: 66.67 },
      { label: "Unknown", count: 1, percentage: 33.33 },
    ],
    top_os: [{ label: "Unknown", count: 3, percentage: 100 }],
    top_referrers: [{ label: "Direct", count: 3, percentage: 100 }],
    daily_stats: [
      { date: dayBefore(2), clicks: 1, unique_visitors: 1 },
      { date: dayBefore(1), clicks: 0, unique_visitors: 0 },
      { date: dayBefore(0), clicks: 2, unique_visitors: 1 },
    ],
  });
});

test("summariseLink with a longer period includes older clicks", async () => {
  const { token } = await api.signUp();
  const link = await aCountedLink(token);

  const { body } = await api.call("GET", `/api/v1/analytics/${link.short_code}/summary?days=41`, { token });

  expect(body).toMatchObject({ total_clicks: 203, unique_visitors: 8 });
  expect(body.daily_stats).toHaveLength(41);
  expect(body.top_referrers.map((item: { label: string }) => item.label)).toEqual([
    "Direct",
    ...Array.from({ length: 9 }, (_, i) => `site-${i}.example`),
  ]);
});

test("summariseLink reflects changed counts of past days at once", async () => {
  const { token } = await api.signUp();
  const link = await aCountedLink(token);
  const read = async () =>
    (await api.call("GET", `/api/v1/analytics/${link.short_code}/summary?days=3`, { token })).body;
  const add = (clicks: number) =>
    db.transaction().execute(async tx => {
      const day = dayBefore(2);
      await tx
        .updateTable("link_daily")
        .set(eb => ({ human_clicks: eb("human_clicks", "+", clicks) }))
        .where("link_id", "=", link.id)
        .where("day", "=", day)
        .execute();
      await tx
        .updateTable("link_daily_dimension")
        .set(eb => ({ human_clicks: eb("human_clicks", "+", clicks) }))
        .where("link_id", "=", link.id)
        .where("value", "=", "Chrome")
        .execute();
    });

  expect((await read()).top_browsers[0]).toMatchObject({ label: "Firefox", count: 2 });
  await add(4);
  expect(await read()).toMatchObject({ total_clicks: 7, top_browsers: [{ label: "Chrome", count: 5 }, { count: 2 }] });
  await add(-4);
  expect(await read()).toMatchObject({ total_clicks: 3, top_browsers: [{ count: 2 }, { label: "Chrome", count: 1 }] });
});

test("summariseLink ranks thousands of values and counts clicks without a value", async () => {
  const { token } = await api.signUp();
  const { body: link } = await api.call("POST", "/api/v1/urls", {
    body: { original_url: "https://example.com/" },
    token,
  });
  const common = { link_id: link.id, day: dayBefore(1) };
  await db
    .insertInto("link_daily")
    .values({ ...common, clicks: 4_000, human_clicks: 4_000, unique_visitors: 0 })
    .execute();
  const values = Array.from({ length: 3_000 }, (_, i) => ({
    ...common,
    dimension: "referrer",
    value: `site-${i}.example`,
    detail: "",
    clicks: i === 7 ? 500 : 1,
    human_clicks: i === 7 ? 500 : 1,
  }));
  await db.insertInto("link_daily_dimension").values(values).execute();

  for (const _again of [1, 2]) {
    const { body } = await api.call("GET", `/api/v1/analytics/${link.short_code}/summary`, { token });
    expect(body.top_referrers).toHaveLength(10);
    expect(body.top_referrers.slice(0, 3)).toMatchObject([
      { label: "Direct", count: 501 },
      { label: "site-7.example", count: 500, percentage: 12.5 },
      { label: "site-0.example", count: 1 },
    ]);
  }
});

test("summariseLink returns zeros for a link without clicks", async () => {
  const { token } = await api.signUp();
  const { body: link } = await api.call("POST", "/api/v1/urls", {
    body: { original_url: "https://example.com/" },
    token,
  });

  const { body } = await api.call("GET", `/api/v1/analytics/${link.short_code}/summary`, { token });

  expect(body).toMatchObject({ total_clicks: 0, unique_visitors: 0, top_browsers: [], period_days: 30 });
});

test("summariseLink answers strangers as for an unknown link", async () => {
  const [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);
  const link = await aCountedLink(ann.token);
  const path = `/api/v1/analytics/${link.short_code}/summary`;

  const asBob = await api.call("GET", path, { token: bob.token });
  const unknown = await api.call("GET", "/api/v1/analytics/unknown/summary", { token: bob.token });

  expect((await api.call("GET", path)).status).toBe(401);
  expect(asBob).toMatchObject({ status: 404, body: { code: "link-not-found" } });
  expect({ ...asBob.body, request_id: "" }).toEqual({ ...unknown.body, request_id: "" });
});

test.each(["0", "366", "x", "1.5", ""])("summariseLink rejects days=%j", async days => {
  const { token } = await api.signUp();

  const answer = await api.call("GET", `/api/v1/analytics/abc/summary?days=${days}`, { token });

  expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: "?days" }] } });
});
