import { dimensions } from "@shunt/contracts/analytics";
import { createDb, type Db } from "@shunt/db";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertClick } from "../../testing/insert-click.ts";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

type Form = keyof typeof insertClick;
interface Owner {
  token: string;
  /** Short codes of two links. */
  codes: [string, string];
}

let api: TestApi;
let db: Db;
/** With the same clicks, each stored in one form. */
let owners: Record<Form, Owner>;
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
  owners = { click_events: await makeOwner("click_events"), slim_clicks: await makeOwner("slim_clicks") };
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const count = 40;
const start = Date.UTC(2026, 4, 1, 20);
const pick = <T>(values: readonly T[], i: number): T => values[i % values.length] as T;
const values = (name: string, i: number, all: number) => (i % (all + 1) === 0 ? null : `${name} ${i % (all + 1)}`);

async function makeOwner(form: Form): Promise<Owner> {
  const { id, token } = await api.signUp();
  const { id: workspace_id } = await db
    .selectFrom("workspaces")
    .select("id")
    .where("personal_user_id", "=", id)
    .executeTakeFirstOrThrow();
  const make = async () =>
    (await api.call("POST", "/api/v1/urls", { body: { original_url: "https://example.com/" }, token })).body;
  const links = [await make(), await make()];
  await db
    .updateTable("links")
    .set({ clicks_since: new Date("2020-01-01") })
    .where("workspace_id", "=", workspace_id)
    .execute();
  for (let i = 0; i < count; i++)
    await insertClick[form](db, {
      ...{ id: uuidv7(), workspace_id, link_id: pick(links, i).id },
      // Some at the same time, in two UTC days.
      clicked_at: new Date(start + Math.floor(i / 2) * 1_200_000),
      ...{ class: pick(["human", "human", "bot"], i), class_reason: i % 3 === 2 ? "googlebot" : null },
      ...{ visitor_hash: i % 3 === 2 ? null : Buffer.alloc(8, i % 5), is_first_visit: i < 5 },
      ...{ country: pick(["DE", null, "AT"], i), region: values("Region", i, 4), city: values("City", i, 6) },
      ...{ browser: pick(["Chrome", "Firefox"], i), browser_version: values("1", i, 3) },
      ...{ os: values("OS", i, 2), os_version: values("1", i, 5), device: pick(["mobile", "desktop", null], i) },
      ...{ referrer_host: values("host", i, 3), language: pick(["de", "en-gb"], i), source: pick(["link", "qr"], i) },
      ...{ utm_source: values("s", i, 2), utm_medium: null, utm_campaign: values("c", i, 3) },
      ...{ utm_term: values("t", i, 7), utm_content: values("o", i, 8), rule: values("rule", i, 2) },
      ...{ variant: pick(["A", "B"], i), destination: `https://example.com/${"a".repeat((i % 3) * 300)}` },
      coarse: pick([null, 2 ** 2, 2 ** 6 + 1], i),
    });
  return { token, codes: [links[0].short_code, links[1].short_code] };
}

/** A response to an owner, without codes and ids, which differ. */
async function read({ token, codes }: Owner, path: string): Promise<unknown> {
  const to = path.replaceAll("FIRST", codes[0]).replaceAll("SECOND", codes[1]);
  const { status, body } = await api.call("GET", `/api/v1/analytics/${to}`, { token });
  expect([path, status]).toEqual([path, 200]);
  return JSON.parse(
    JSON.stringify(body)
      .replaceAll(codes[0], "FIRST")
      .replaceAll(codes[1], "SECOND")
      .replaceAll(/"(id|link_id|next_cursor)":"[^"]*"/g, '"$1":""'),
  );
}

const period = "from=2026-05-01&to=2026-05-03";
const filters = ["browser=Firefox", "source_not=qr&include_bots=true", "destination=https://example.com/&class=bot"];
const scopes = ["", "&link=FIRST", "&link=FIRST&link=SECOND"];

test.each(dimensions)("breakdowns by %s are the same in both forms", async dimension => {
  for (const filter of filters)
    for (const zone of ["UTC", "Asia/Kathmandu"]) {
      const path = `breakdown?dimension=${dimension}&${period}&timezone=${zone}&${filter}`;
      expect(await read(owners.slim_clicks, path)).toEqual(await read(owners.click_events, path));
    }
});

test.each(["series", "heatmap", "links", "events"])("%s are the same in both forms", async question => {
  for (const filter of ["include_bots=true", ...filters])
    for (const scope of scopes) {
      const path = `${question}?${period}&${filter}${scope}`;
      const [slim, wide] = [await read(owners.slim_clicks, path), await read(owners.click_events, path)];
      expect(sorted(slim), path).toEqual(sorted(wide));
    }
});

/** Clicks of the same time are in the order of their ids, which differ. */
function sorted(body: unknown): unknown {
  const { items } = body as { items?: { clicked_at?: string }[] };
  if (items?.[0]?.clicked_at === undefined) return body;
  return { ...(body as object), items: items.map(item => JSON.stringify(item)).sort() };
}

test.each(["", "&link=FIRST", "&browser=Firefox"])(
  "pages of events%s have every click once in both forms",
  async scope => {
    const pagesOf = async ({ token, codes }: Owner) => {
      const times: string[] = [];
      const ids = new Set<string>();
      let cursor = "";
      do {
        const path = `/api/v1/analytics/events?size=3&include_bots=true&${period}${scope.replace("FIRST", codes[0])}${cursor}`;
        const { status, body } = await api.call("GET", path, { token });
        expect([status, body.items?.length > 0], JSON.stringify(body)).toEqual([200, true]);
        for (const { id, clicked_at } of body.items) {
          times.push(clicked_at);
          ids.add(id);
        }
        cursor = body.next_cursor ? `&cursor=${encodeURIComponent(body.next_cursor)}` : "";
      } while (cursor !== "");
      expect(ids.size).toBe(times.length);
      return times;
    };

    const slim = await pagesOf(owners.slim_clicks);

    expect(slim).toHaveLength(scope === "" ? count : count / 2);
    expect(slim).toEqual(slim.toSorted().reverse());
    expect(await pagesOf(owners.click_events)).toEqual(slim);
  },
);
