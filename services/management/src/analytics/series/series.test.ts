import { createDb, type Db } from "@shunt/db";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertClick } from "../../testing/insert-click.ts";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

let api: TestApi;
let db: Db;
let token: string;
let link: string;
let other: string;
let addClick: (code: string, fields: object) => Promise<void>;
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
  const owner = await api.signUp();
  token = owner.token;
  const { id: workspaceId } = await db
    .selectFrom("workspaces")
    .select("id")
    .where("personal_user_id", "=", owner.id)
    .executeTakeFirstOrThrow();
  const body = { original_url: "https://example.com/" };
  const links = await Promise.all([1, 2].map(() => api.call("POST", "/api/v1/urls", { body, token })));
  const ids = new Map<string, string>(links.map(({ body: { short_code, id } }) => [short_code, id]));
  [link, other] = [...ids.keys()] as [string, string];
  await db
    .updateTable("links")
    .set({ clicks_since: new Date("2020-01-01") })
    .execute();
  let added = 0;
  addClick = async (code, fields) => {
    const row = {
      ...{ id: uuidv7(), link_id: ids.get(code) as string, workspace_id: workspaceId, clicked_at: new Date() },
      ...{ class: "human", class_reason: null, visitor_hash: null, source: "link", destination: "" },
      ...{ country: null, region: null, city: null, browser: null, browser_version: null, os: null, os_version: null },
      ...{ device: null, referrer_host: null, language: null },
      ...{ utm_source: null, utm_medium: null, utm_campaign: null, utm_term: null, utm_content: null },
    };
    // In both forms by turns, which must add up.
    const insert = added++ % 2 === 0 ? insertClick.slim_clicks : insertClick.click_events;
    await insert(db, { ...row, ...fields });
  };
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

async function get(path: string, query: Record<string, string>) {
  const { status, body } = await api.call("GET", `/api/v1/analytics/${path}?${new URLSearchParams(query)}`, { token });
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

test("a filter counts each visitor once per link and UTC day, at the first click that matches", async () => {
  const [ann, bob] = [Buffer.alloc(8, 1), Buffer.alloc(8, 2)];
  const at = (time: string) => ({ clicked_at: new Date(`${time}Z`) });
  const letter = { utm_source: "letter" };
  await addClick(link, { ...at("2026-03-09T08:00:00"), visitor_hash: ann, is_first_visit: true });
  await addClick(link, { ...at("2026-03-09T09:30:00"), visitor_hash: ann, ...letter });
  await addClick(link, { ...at("2026-03-09T11:00:00"), visitor_hash: ann, ...letter });
  await addClick(link, { ...at("2026-03-09T11:10:00"), visitor_hash: bob, is_first_visit: true, ...letter });
  await addClick(link, { ...at("2026-03-09T11:20:00"), ...letter });
  await addClick(link, { ...at("2026-03-09T11:30:00"), class: "bot", ...letter });
  await addClick(link, { ...at("2026-03-10T11:00:00"), visitor_hash: ann, is_first_visit: true, ...letter });
  await addClick(other, { ...at("2026-03-09T12:00:00"), visitor_hash: ann, is_first_visit: true, ...letter });
  const period = { from: "2026-03-09", to: "2026-03-10", utm_source: "letter" };

  const byHour = await get("series", { ...period, link, interval: "hour" });
  const byDay = await get("series", period);
  const { items: compared } = await get("compare", { ...period, link });
  const { items: links } = await get("links", period);

  const visitors = byHour.series.filter((hour: { unique_visitors: number }) => hour.unique_visitors > 0);
  expect(
    visitors.map((hour: { start: string; unique_visitors: number }) => [hour.start, hour.unique_visitors]),
  ).toEqual([
    ["2026-03-09T09:00:00.000Z", 1],
    ["2026-03-09T11:00:00.000Z", 1],
    ["2026-03-10T11:00:00.000Z", 1],
  ]);
  expect(byHour.totals).toEqual({ clicks: 5, unique_visitors: 3, scans: 0 });
  expect(byDay.totals).toEqual({ clicks: 6, unique_visitors: 4, scans: 0 });
  expect(byDay.series.map((day: { unique_visitors: number }) => day.unique_visitors)).toEqual([3, 1]);
  expect(compared[0].totals).toEqual(byHour.totals);
  expect(links.map((item: { unique_visitors: number }) => item.unique_visitors)).toEqual([3, 1]);
});

test("adjacent periods of another time zone count a visitor once per UTC day under a filter", async () => {
  const fields = { visitor_hash: Buffer.alloc(8, 3), utm_source: "midnight" };
  await addClick(link, { ...fields, clicked_at: new Date("2026-07-01T21:30:00Z"), is_first_visit: true });
  await addClick(link, { ...fields, clicked_at: new Date("2026-07-01T22:30:00Z") });
  const on = (day: string) =>
    get("series", { from: day, to: day, timezone: "Europe/Vienna", utm_source: "midnight", link });

  const [before, after] = [await on("2026-07-01"), await on("2026-07-02")];

  expect(before.totals).toEqual({ clicks: 1, unique_visitors: 1, scans: 0 });
  expect(after.totals).toEqual({ clicks: 1, unique_visitors: 0, scans: 0 });
  expect(after.previous.totals).toEqual(before.totals);
});

test.each([
  ["Europe/Berlin", "2026-10-25", 25, ["02:00:00+02:00", "02:00:00+01:00"]],
  ["Europe/Berlin", "2026-03-29", 23, ["01:00:00+01:00", "03:00:00+02:00"]],
  ["America/New_York", "2026-11-01", 25, ["01:00:00-04:00", "01:00:00-05:00"]],
  ["Asia/Kolkata", "2026-10-25", 24, ["02:00:00+05:30", "03:00:00+05:30"]],
  ["UTC", "2026-10-25", 24, ["02:00:00+00:00", "03:00:00+00:00"]],
])("hours in %s on %s carry their offset from UTC", async (timezone, day, count, inOrder) => {
  const { series } = await get("series", { from: day, to: day, interval: "hour", timezone });

  const hours = series.map((hour: { local_start: string; utc_offset: string }) => hour.local_start + hour.utc_offset);
  expect(new Set(hours).size).toBe(count);
  expect(hours.join()).toContain(inOrder.map(hour => `${day}T${hour}`).join());
  for (const [i, hour] of hours.entries()) expect(new Date(hour).toISOString()).toBe(series[i].start);
});

test("the heat map names its rows and columns", async () => {
  const { weekdays, hours, clicks } = await get("heatmap", {
    from: "2026-03-09",
    to: "2026-03-09",
    utm_source: "letter",
  });

  expect([weekdays.length, weekdays[0], weekdays[6]]).toEqual([7, "monday", "sunday"]);
  expect(hours).toEqual(Array.from({ length: 24 }, (_, hour) => hour));
  expect(clicks[weekdays.indexOf("monday")][11]).toBe(3);
  expect(clicks.flat().reduce((sum: number, count: number) => sum + count)).toBe(5);
});
