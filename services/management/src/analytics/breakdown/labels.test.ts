import { createDb, type Db } from "@shunt/db";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

let api: TestApi;
let db: Db;
let token: string;
let workspaceId: string;
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
  token = (await api.signUp()).token;
  const links = [
    { folder: "Sale", tags: ["red", "blue"] },
    { folder: "sale", tags: ["Red"] },
    { folder: "Ünter", tags: ["blue", "lone"] },
    { folder: null, tags: ["red"] },
    { folder: "Empty", tags: ["unused"] },
    { folder: null, tags: [] },
  ];
  const clicks = [5, 3, 4, 2, 0, 1];
  for (const [i, link] of links.entries()) await aClickedLink(link, clicks[i] ?? 0);
  // Another account with the same names.
  const other = await api.signUp();
  const { id } = await makeLink({ folder: "Sale", tags: ["red"] }, other.token);
  await click(id, 50);
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

async function makeLink(fields: object, owner = token): Promise<{ id: string }> {
  return (
    await api.call("POST", "/api/v1/urls", { token: owner, body: { original_url: "https://example.com/", ...fields } })
  ).body;
}

async function aClickedLink(fields: object, clicks: number): Promise<void> {
  const { id } = await makeLink(fields);
  await click(id, clicks);
}

/** Each second click is from Austria, each third is a bot's; they are spread over 40 hours until an hour ago. */
async function click(linkId: string, times: number): Promise<void> {
  const { workspace_id } = await db
    .selectFrom("links")
    .select("workspace_id")
    .where("id", "=", linkId)
    .executeTakeFirstOrThrow();
  workspaceId ??= workspace_id;
  await sql`
    insert into click_events (clicked_at, link_id, id, workspace_id, class, source, destination, country)
    select now() - interval '1 hour' - (n * 40 / ${times}::int) * interval '1 hour', ${linkId}, gen_random_uuid(), ${workspace_id},
      case when n % 3 = 0 then 'bot' else 'human' end, 'link', '', case when n % 2 = 0 then 'AT' end
    from generate_series(1, ${times}::int) as n`.execute(db);
  await sql`
    insert into link_quarter_hourly (link_id, at, clicks, human_clicks, unique_visitors, scans)
    select link_id, date_bin('15 minutes', clicked_at, 'epoch'), count(*), count(*) filter (where class = 'human'), 0, 0
    from click_events where link_id = ${linkId} group by 1, 2`.execute(db);
  await sql`
    insert into link_daily (link_id, day, clicks, human_clicks, unique_visitors, scans)
    select link_id, (at at time zone 'UTC')::date, sum(clicks), sum(human_clicks), 0, 0
    from link_quarter_hourly where link_id = ${linkId} group by 1, 2`.execute(db);
}

const get = async (path: string, query: string) =>
  (await api.call("GET", `/api/v1/analytics/${path}${query}`, { token })).body;

const questions: [name: string, query: string][] = [
  ["plain", ""],
  ["with bots", "&include_bots=true"],
  ["of today in another time zone", "&days=1&timezone=Pacific/Auckland"],
  ["with a filter", "&country=AT"],
  ["with a filter that leaves clicks out", "&country_not=AT&include_bots=true"],
  ["of one workspace", "&workspace_id=own"],
  ["of a tag", "&tag=blue"],
  ["of a folder", "&folder=sale"],
];

test.each(questions)(
  "breakdowns by folder and tag, %s, have the numbers of the same question with that filter",
  async (_name, given) => {
    const query = given.replace("own", workspaceId);
    const { totals } = await get("series", `?${query}`);
    for (const dimension of ["folder", "tag"]) {
      const { items, other_clicks, total_clicks } = await get("breakdown", `?dimension=${dimension}${query}`);
      expect(total_clicks).toBe(totals.clicks);
      const others = query.replace(/&(folder|tag)=[^&]*/, "");
      for (const { label, count } of query === others ? items : []) {
        const same = await get("series", `?${dimension}=${encodeURIComponent(label)}${query}`);
        expect([label, count]).toEqual([label, same.totals.clicks]);
      }
      const sum = items.reduce((all: number, { count }: { count: number }) => all + count, other_clicks);
      if (dimension === "folder") expect(sum).toBe(total_clicks);
      else expect(sum).toBeGreaterThanOrEqual(total_clicks);
    }
  },
);

test("names that differ in case are one, the most clicks first, and links without clicks have none", async () => {
  const query = "&include_bots=true";
  const labels = async (dimension: string, more = "") => {
    const { items, other_clicks } = await get("breakdown", `?dimension=${dimension}${query}${more}`);
    return {
      items: items.map(({ label, count }: { label: string; count: number }) => `${label} ${count}`),
      other_clicks,
    };
  };

  expect(await labels("folder")).toEqual({ items: ["Sale 8", "Ünter 4"], other_clicks: 3 });
  expect(await labels("tag")).toEqual({ items: ["red 10", "blue 9", "lone 4"], other_clicks: 1 });
  expect(await labels("tag", "&size=1")).toEqual({ items: ["red 10"], other_clicks: 5 });
});

test("shares are of all clicks, and without clicks there are no items", async () => {
  const { items } = await get("breakdown", "?dimension=folder&include_bots=true");
  expect(items[0].percentage).toBe(53.33);

  expect(await get("breakdown", "?dimension=tag&from=2020-01-01&to=2020-01-02")).toMatchObject({
    ...{ total_clicks: 0, items: [], other_clicks: 0 },
  });
});

test("shared reports have no breakdown by tags, which their readers do not see", async () => {
  const view = await api.call("POST", "/api/v1/shared-views", { token, body: { name: "x", folder: "Sale" } });

  const answer = await api.call("GET", `/api/v1/shared/${view.body.token}/breakdown?dimension=tag`);

  expect(answer.status).toBe(422);
});
