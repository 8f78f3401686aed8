import { dimensions } from "@shunt/contracts/analytics";
import type { Click } from "@shunt/contracts/clicks";
import { findDistribution, tablesByLink, tablesOfCounts } from "@shunt/db";
import { aClick, makeScratchDirectory, waitFor } from "@shunt/testing";
import { findTestCitus } from "@shunt/testing/stores";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Owner } from "./harness/owner.ts";
import { runOperator } from "./harness/run-operator.ts";
import { shipClicks, untilIngested } from "./harness/ship-clicks.ts";
import { type Shunt, startShunt } from "./harness/start-shunt.ts";

const citus = await findTestCitus();
const where = citus ? "" : " (needs TEST_CITUS_URL or a Docker engine)";
/** In order: each test goes on with the links of the one before. */
const testOnCitus = test.skipIf(citus === undefined);

const dayMs = 24 * 60 * 60_000;
const days = 5;
const day = (daysAgo: number) => new Date(Date.now() - daysAgo * dayMs).toISOString().slice(0, 10);

let shunt: Shunt;
let owner: Owner;
let links: { id: string; short_code: string }[];
beforeAll(async () => {
  if (citus === undefined) return;
  const databaseUrl = await citus.createDatabase();
  const migrated = await runOperator({ DATABASE_URL: databaseUrl }, "migrate");
  expect(migrated, migrated.errors).toMatchObject({ code: 0 });
  shunt = await startShunt({ databaseUrl, workers: 2 });
  owner = await shunt.signUp();
  links = await makeLinks();
});
afterAll(async () => {
  await shunt?.stop();
  await citus?.stop();
});

async function makeLinks() {
  const made = [];
  for (const fields of [
    { tags: ["spring", "red"], folder: "Campaigns" },
    { tags: ["red"], title: "The second", max_clicks: 7 },
    { folder: "campaigns", expires_at: "2027-01-01T00:00:00Z" },
    { original_url: "https://example.com/long" },
  ])
    made.push(await owner.makeLink(fields));
  return made;
}

/** Clicks of several days, visitors, agents and sources, the same at each call. */
function clicksOf(linkIds: readonly string[], count: number): Click[] {
  const agents = [
    aClick().userAgent,
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "curl/8.5.0",
  ];
  const noon = Date.parse(`${day(1)}T12:00:00Z`);
  return Array.from({ length: count }, (_, i) =>
    aClick({
      linkId: String(linkIds[i % linkIds.length]),
      at: noon - (i % days) * dayMs + i * 1_000,
      ip: `8.8.${i % 7}.${i % 50}`,
      userAgent: String(agents[i % agents.length]),
      marks: i % 4 === 0 ? "qr=1" : `utm_source=s${i % 3}`,
      destination: i % 10 === 0 ? `https://example.com/${"x".repeat(2_000)}` : "https://example.com/",
    }),
  );
}

async function count(clicks: readonly Click[]): Promise<void> {
  await shipClicks(shunt, clicks, 100);
  await untilIngested(shunt);
}

/** Every list and question that reads clicks. */
function readingPaths(): string[] {
  const [first, second] = links.map(({ short_code }) => short_code);
  const scopes = [
    "",
    `link=${first}`,
    `link=${first}&link=${second}`,
    "tag=red",
    "folder=campaigns",
    `link=${first}&tag=red`,
  ];
  const filters = ["", "browser=Firefox", "source_not=qr&include_bots=true"];
  const periods = [`days=${days + 3}`, `days=${days + 3}&timezone=Asia/Kathmandu`];
  const questions = ["series?interval=hour", "links?size=10", "heatmap?", "events?size=50", "export?format=ndjson"];
  const sorts = ["created_at", "-created_at", "click_count", "-click_count", "last_click", "-last_click"];
  return [
    ...sorts.map(sort => `/urls?sort=${sort}`),
    ...["active", "expired", "inactive"].map(state => `/urls?state=${state}&sort=-click_count`),
    ...["tag=red", "folder=campaigns", "search=second"].map(filter => `/urls?${filter}&sort=-last_click`),
    ...["/urls/export", "/urls/redirect-map", "/tags", "/tags/red", "/folders", "/folders/campaigns"],
    ...links.flatMap(({ id, short_code }) => [
      `/urls/${id}`,
      `/urls/${short_code}`,
      `/analytics/${short_code}/summary`,
    ]),
    `/analytics/sparklines?${links.map(({ id }) => `link_id=${id}`).join("&")}`,
    `/analytics/compare?link=${first}&link=${second}&interval=day&days=9`,
    ...[...dimensions, "folder", "tag"].flatMap(dimension =>
      periods.map(period => `/analytics/breakdown?dimension=${dimension}&${period}`),
    ),
    ...questions.flatMap(question =>
      scopes.flatMap(scope => filters.map(filter => `/analytics/${question}&${periods[1]}&${scope}&${filter}`)),
    ),
  ].map(path => path.replace("?&", "?"));
}

async function readAll(paths: readonly string[]): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const path of paths) answers[path] = await owner.read(path).catch((err: Error) => err.message);
  return answers;
}

testOnCitus(
  `shunt distribute moves the tables of clicks while services run, and every answer stays the same${where}`,
  async () => {
    const ids = links.map(({ id }) => id);
    await count(clicksOf(ids, 600));
    const paths = readingPaths();
    const before = await readAll(paths);
    expect(paths.filter(path => /"status":[45]|failed/.test(String(before[path])))).toEqual([]);

    expect(await runOperator(shunt.env, "distribute")).toMatchObject({ code: 1, output: "" });
    const { code, output, errors } = await runOperator(shunt.env, "distribute", "--yes", "--json");

    expect(code, errors).toBe(0);
    expect(JSON.parse(output).distributed).toEqual([...tablesByLink]);
    expect(await readAll(paths)).toEqual(before);
  },
);

testOnCitus(`shunt distribute changes nothing the second time, and doctor finds nothing wrong${where}`, async () => {
  expect(await runOperator(shunt.env, "distribute")).toMatchObject({ code: 0 });
  expect(await runOperator(shunt.env, "migrate")).toMatchObject({ code: 0 });
  expect(await runOperator(shunt.env, "distribute", "--shards", "31")).toMatchObject({ code: 1, output: "" });

  const { output } = await runOperator(shunt.env, "doctor", "--json");
  const checks: { name: string; status: string; detail: string }[] = JSON.parse(output).checks;
  const found = checks.filter(({ name }) => name.startsWith("citus"));
  expect(found.map(({ name, status, detail }) => [name, status === "ok" ? status : detail])).toEqual([
    ["citus nodes", "ok"],
    ["citus tables", "ok"],
    ["citus transactions", "ok"],
  ]);
});

testOnCitus(
  `shunt migrate distributes a table that a later version adds, and doctor names it until then${where}`,
  async () => {
    await sql`select undistribute_table('link_destinations')`.execute(shunt.db);
    const { output } = await runOperator(shunt.env, "doctor", "--json");
    expect(output).toContain("not distributed: link_destinations");

    expect(await runOperator(shunt.env, "migrate")).toMatchObject({ code: 0 });

    const found = await findDistribution(shunt.db);
    expect(new Set(found?.tables.map(({ group }) => group)).size).toBe(1);
  },
);

testOnCitus(`clicks through the redirect count once, up to the limit of a link${where}`, async () => {
  const plain = await owner.makeLink();
  const limited = await owner.makeLink({ max_clicks: 3 });
  const visit = async ({ short_code }: { short_code: string }) => (await shunt.click(short_code)).status;

  const statuses = await Promise.all([plain, limited].flatMap(link => Array.from({ length: 12 }, () => visit(link))));
  await waitFor(async () => (await owner.countClicks(plain.short_code)) === 12, { what: "the clicks to be counted" });

  expect(statuses.filter(status => status === 302)).toHaveLength(12 + 3);
  const expired = async () => (await owner.client.listLinks({ query: { state: "expired" } })).items.map(({ id }) => id);
  await waitFor(async () => (await expired()).includes(limited.id), { what: "the limit" });
  const milestone = async () => (await owner.call("GET", "/notifications")).body.items[0]?.message;
  await waitFor(async () => /has reached 10 clicks/.test(await milestone()), { what: "the milestone" });
});

testOnCitus(`clicks check and rebuild agree with ingest, and backup says what it cannot promise${where}`, async () => {
  const before = await readAll(readingPaths());
  expect(await runOperator(shunt.env, "clicks", "check", "--day", day(1))).toMatchObject({ code: 0 });
  const rebuilt = await runOperator(shunt.env, "clicks", "rebuild", "--from", day(days), "--to", day(0));
  expect(rebuilt, rebuilt.errors).toMatchObject({ code: 0 });
  expect(await readAll(readingPaths())).toEqual(before);

  const scratch = await makeScratchDirectory();
  const { code, output, errors } = await runOperator(shunt.env, "backup", `${scratch.path}/backup`);
  await scratch.remove();
  expect(code, errors).toBe(0);
  expect(output).toContain("as of a moment of its own");
});

testOnCitus(`a reset and a deletion leave no clicks${where}`, async () => {
  const [reset, deleted] = links as [(typeof links)[0], (typeof links)[0]];
  expect((await owner.call("DELETE", `/analytics/${reset.short_code}`)).status).toBe(204);
  expect((await owner.call("DELETE", `/urls/${deleted.id}`)).status).toBe(204);

  expect(await owner.countClicks(reset.short_code)).toBe(0);
  for (const table of tablesOfCounts) {
    const { rows } = await sql`
      select 1 from ${sql.table(table)} where link_id = any(${[reset.id, deleted.id]}::uuid[])`.execute(shunt.db);
    expect([table, rows]).toEqual([table, []]);
  }
});
