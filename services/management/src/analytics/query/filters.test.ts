import { dimensions } from "@shunt/contracts/analytics";
import { createDb, type Db } from "@shunt/db";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

let api: TestApi;
let db: Db;
let token: string;
let codes: { full: string; bare: string };
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
  const make = async () =>
    (
      await api.call("POST", "/api/v1/urls", {
        body: { original_url: "https://example.com/", folder: "Spring" },
        token,
      })
    ).body;
  const [full, bare] = [await make(), await make()];
  codes = { full: full.short_code, bare: bare.short_code };
  const click = (linkId: string, fields: object) => ({
    ...{ id: uuidv7(), clicked_at: new Date(), link_id: linkId, workspace_id: workspaceId },
    ...{ class: "human", class_reason: null, visitor_hash: null, source: "link", destination: "" },
    ...{ country: null, region: null, city: null, browser: null, browser_version: null, os: null, os_version: null },
    ...{ device: null, referrer_host: null, language: null },
    ...{ utm_source: null, utm_medium: null, utm_campaign: null, utm_term: null, utm_content: null },
    ...fields,
  });
  const withAll = {
    ...{ country: "GB", region: "England", city: "East Finchley", browser: "Firefox", browser_version: "126" },
    ...{ os: "Windows", os_version: "11", device: "desktop", referrer_host: "news.example", language: "en" },
    ...{ source: "qr", destination: `https://example.com/${"a".repeat(600)}` },
    ...{
      utm_source: "Letter",
      utm_medium: "E-Mail",
      utm_campaign: "Frühling",
      utm_term: "Schuhe",
      utm_content: "Oben",
      rule: "iPhones",
      variant: "B",
    },
  };
  await db
    .insertInto("click_events")
    .values([click(full.id, withAll), click(bare.id, {})])
    .execute();
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const get = (path: string, query: Record<string, string>) =>
  api.call("GET", `/api/v1/analytics/${path}?${new URLSearchParams({ ...query, include_bots: "true" })}`, { token });
/** With a filter, to read the single clicks, as this test inserts no sums. */
const labelOf = async (dimension: string, link: string): Promise<string> =>
  (await get("breakdown", { dimension, link, class_not: "bot" })).body.items[0].label;
const codesOf = async (query: Record<string, string>) =>
  (await get("events", query)).body.items.map((item: { short_code: string }) => item.short_code);

test.each(dimensions)("a filter by %s matches every value in a response, in any case", async dimension => {
  const { body: page } = await get("events", { link: codes.full });
  const [event] = page.items;
  const { body } = await get("breakdown", { dimension, link: codes.full, class_not: "bot" });
  const [{ label }] = body.items;

  for (const shown of new Set([event[dimension] as string, label])) {
    for (const value of [shown, shown.toUpperCase(), shown.toLowerCase()]) {
      const others = dimension === "class" ? [codes.bare] : [];
      expect((await codesOf({ [dimension]: value })).sort(), value).toEqual([codes.full, ...others].sort());
      expect(await codesOf({ [`${dimension}_not`]: value }), value).toEqual(dimension === "class" ? [] : [codes.bare]);
    }
  }
});

test.each(dimensions)("a filter by the label for clicks without %s matches them", async dimension => {
  const label = await labelOf(dimension, codes.bare);

  expect(await codesOf({ [dimension]: label })).toContain(codes.bare);
  expect(await codesOf({ [`${dimension}_not`]: label })).not.toContain(codes.bare);
});

test.each(["series", "heatmap", "links", "events", "breakdown?dimension=country"])(
  "%s accepts a folder and rejects unknown ones",
  async path => {
    const [name = "", query = ""] = path.split("?");
    const given = Object.fromEntries(new URLSearchParams(query));

    expect((await get(name, { ...given, folder: "SPRING" })).status).toBe(200);
    expect((await get(name, { ...given, folder: "autumn" })).body).toMatchObject({
      code: "folder-not-found",
      detail: "You have no folder autumn",
    });
    expect((await get(name, { ...given, tag: "autumn" })).body.code).toBe("tag-not-found");
    expect((await get(name, { ...given, domain: "autumn.example" })).body.code).toBe("domain-not-found");
  },
);

test("the filter folder selects the clicks of the links in it", async () => {
  const { body: other } = await api.call("POST", "/api/v1/urls", {
    body: { original_url: "https://example.com/", folder: "Summer" },
    token,
  });

  expect((await codesOf({ folder: "spring" })).sort()).toEqual(Object.values(codes).sort());
  expect(await codesOf({ folder: "summer" })).toEqual([]);
  expect(await codesOf({ folder: "spring", link: codes.bare })).toEqual([codes.bare]);
  expect(await codesOf({ folder: "spring", link: other.short_code })).toEqual([]);
});

test.each([
  ["US/pacific", "US/Pacific"],
  ["europe/vienna", "Europe/Vienna"],
  ["Asia/Kolkata", "Asia/Kolkata"],
  ["CET", "Europe/Brussels"],
  ["utc", "UTC"],
])("responses return the time zone %s as %s", async (timezone, canonical) => {
  for (const path of ["series", "heatmap", "links", "events"]) {
    const { status, body } = await get(path, { timezone });
    expect([path, status, body.timezone]).toEqual([path, 200, canonical]);
  }
});

test("a time zone that JavaScript knows and Postgres does not is rejected", async () => {
  for (const path of ["series", "heatmap", "links", "events"]) {
    expect(await get(path, { timezone: "US/Pacific-New" })).toMatchObject({
      status: 422,
      body: {
        errors: [
          {
            pointer: "?timezone",
            detail: "is not a time zone that this server knows; use another IANA name such as Europe/Vienna",
          },
        ],
      },
    });
  }
});

test("the zone CET includes daylight saving time", async () => {
  const { body } = await get("series", { timezone: "CET", from: "2026-07-01", to: "2026-07-01" });

  expect(body.series[0].start).toBe("2026-06-30T22:00:00.000Z");
});
