import { randomUUID } from "node:crypto";
import type { Click } from "@shunt/contracts/clicks";
import { aClick, waitFor } from "@shunt/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Owner } from "./harness/owner.ts";
import { shipClicks, untilIngested } from "./harness/ship-clicks.ts";
import { type Shunt, startShunt } from "./harness/start-shunt.ts";

const dayMs = 24 * 60 * 60_000;
const googlebot = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

let shunt: Shunt;
beforeAll(async () => {
  shunt = await startShunt();
});
afterAll(() => shunt.stop());

interface TestLink {
  id: string;
  short_code: string;
}

/** Noon UTC of an earlier day: far from midnight in most time zones. */
const noon = (daysAgo: number) => Math.floor(Date.now() / dayMs) * dayMs - daysAgo * dayMs + dayMs / 2;
const clicksOn = (link: TestLink, count: number, given: Partial<Click> = {}) =>
  Array.from({ length: count }, () => aClick({ linkId: link.id, at: noon(1), ...given }));

async function count(...clicks: readonly Click[][]): Promise<void> {
  await shipClicks(shunt, clicks.flat());
  await untilIngested(shunt);
}

async function getAnalytics(owner: Owner, path: string) {
  const { status, body } = await owner.call("GET", `/analytics/${path}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

/** An owner with a plain and a tagged link, four human clicks and one by a bot. */
async function anOwner() {
  const owner = await shunt.signUp();
  const [plain, tagged] = [await owner.makeLink(), await owner.makeLink({ tags: ["Spring"] })];
  await count(
    clicksOn(plain, 3),
    clicksOn(plain, 1, { userAgent: googlebot }),
    clicksOn(tagged, 1, { userAgent: firefox, referrer: "https://news.example/", marks: "qr=1" }),
  );
  return { owner, plain, tagged };
}

const endpoints = ["series", "breakdown?dimension=country", "links", "heatmap", "events", "export", "live"];

test("every analytics endpoint answers 401 without a token", async () => {
  const base = `http://localhost:${shunt.env.MANAGEMENT_PORT}/api/v1/analytics`;

  for (const path of [...endpoints, "compare?link=abc", "orphans", "abc/summary"]) {
    expect([path, (await fetch(`${base}/${path}`)).status]).toEqual([path, 401]);
  }
  expect((await fetch(`${base}/abc`, { method: "DELETE" })).status).toBe(401);
});

test("analytics are limited to the caller's workspace, and 404 hides other owners' links, domains, tags and folders", async () => {
  const [{ owner, plain, tagged }, stranger] = [await anOwner(), await anOwner()];
  const clicks = async (query: string) => (await getAnalytics(owner, `series?${query}`)).totals.clicks;

  expect(await clicks("")).toBe(4);
  expect(await clicks("tag=spring")).toBe(1);
  expect(await clicks(`link=${plain.short_code}`)).toBe(3);
  expect(await clicks(`link=${plain.short_code}&link=${tagged.short_code}`)).toBe(4);
  expect(await clicks(`link=${plain.short_code}&tag=spring`)).toBe(0);
  expect((await getAnalytics(owner, "events")).items).toHaveLength(4);

  const theirs = stranger.plain.short_code;
  for (const path of endpoints) {
    const join = path.includes("?") ? "&" : "?";
    const [link, domain, tag, folder, workspace] = await Promise.all(
      [
        `link=${theirs}`,
        "domain=links.example",
        "tag=spring&tag=other",
        "folder=other",
        `workspace_id=${randomUUID()}`,
      ].map(scope => owner.call("GET", `/analytics/${path}${join}${scope}`)),
    );
    expect([path, link?.status, link?.body.code]).toEqual([path, 404, "link-not-found"]);
    expect([path, domain?.status, domain?.body.code]).toEqual([path, 404, "domain-not-found"]);
    expect([path, tag?.status, tag?.body.code]).toEqual([path, 404, "tag-not-found"]);
    expect([path, folder?.status, folder?.body.code]).toEqual([path, 404, "folder-not-found"]);
    expect([path, workspace?.status, workspace?.body.code]).toEqual([path, 404, "workspace-not-found"]);
  }
  expect((await owner.call("GET", `/analytics/compare?link=${plain.short_code}&link=${theirs}`)).status).toBe(404);
  expect((await owner.call("GET", `/analytics/${theirs}/summary`)).status).toBe(404);
  expect((await owner.call("DELETE", `/analytics/${theirs}`)).status).toBe(404);
  expect((await getAnalytics(stranger.owner, `${theirs}/summary`)).total_clicks).toBe(3);
});

test("GET /analytics/series and /summary are available to members of a workspace", async () => {
  const [{ plain }, member] = [await anOwner(), await shunt.signUp()];
  const { workspace_id } = await shunt.db
    .selectFrom("links")
    .select("workspace_id")
    .where("id", "=", plain.id)
    .executeTakeFirstOrThrow();
  const me = (await member.call("GET", "/auth/me")).body;
  await shunt.db.insertInto("workspace_members").values({ workspace_id, user_id: me.id, role: "viewer" }).execute();

  expect((await getAnalytics(member, `series?workspace_id=${workspace_id}`)).totals.clicks).toBe(4);
  expect((await getAnalytics(member, `${plain.short_code}/summary`)).total_clicks).toBe(3);
});

test("GET /analytics/series?domain= counts the clicks of that domain's links", async () => {
  const { owner, plain } = await anOwner();
  const { workspace_id } = await shunt.db
    .selectFrom("links")
    .select("workspace_id")
    .where("id", "=", plain.id)
    .executeTakeFirstOrThrow();
  const host = `${randomUUID()}.example`;
  const { id } = await shunt.db
    .insertInto("domains")
    .values({ host, workspace_id })
    .returning("id")
    .executeTakeFirstOrThrow();
  await shunt.db.updateTable("link_codes").set({ domain_id: id }).where("link_id", "=", plain.id).execute();

  expect((await getAnalytics(owner, `series?domain=${host.toUpperCase()}`)).totals.clicks).toBe(3);
  expect((await getAnalytics(owner, `series?domain=${host}&link=${plain.short_code}`)).totals.clicks).toBe(3);
});

test.each([
  ["series?days=0", "?days"],
  ["series?days=366", "?days"],
  ["series?to=2026-01-01", "?from"],
  ["series?from=2026-01-02&to=2026-01-01", "?to"],
  ["series?from=2026-01-01&days=3", "?days"],
  ["series?from=2024-01-01&to=2026-01-01", "?from"],
  ["series?from=2026-02-30", "?from"],
  ["series?timezone=Mars/Olympus", "?timezone"],
  ["series?timezone=%2B02:00", "?timezone"],
  ["series?interval=minute", "?interval"],
  ["series?interval=hour&days=32", "?interval"],
  ["series?include_bots=yes", "?include_bots"],
  ["series?link=no%20code!x", "?link"],
  ["series?colour=red", "?colour"],
  [`series?country=${"x".repeat(8_193)}`, "?country"],
  ["breakdown", "?dimension"],
  ["breakdown?dimension=colour", "?dimension"],
  ["breakdown?dimension=country&limit=0", "?limit"],
  ["links?limit=101", "?limit"],
  ["compare", "?link"],
  ["events?size=1001", "?size"],
  ["events?cursor=rubbish", "?cursor"],
  ["events?cursor=WyIyMDI2LTAxLTAxIiwieCJd", "?cursor"],
  ["export?format=xml", "?format"],
  ["orphans?days=x", "?days"],
])("GET /analytics/%s answers 422 and names the parameter", async (path, pointer) => {
  const owner = await shunt.signUp();

  const { status, body } = await owner.call("GET", `/analytics/${path}`);

  expect(status).toBe(422);
  expect(body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
});

test("GET /analytics/series has no gaps, includes the previous period, and ends today", async () => {
  const owner = await shunt.signUp();
  const link = await owner.makeLink();
  await count(
    clicksOn(link, 3, { at: noon(2) }),
    clicksOn(link, 2, { at: noon(5) }),
    clicksOn(link, 1, { at: noon(8) }),
  );

  const week = await getAnalytics(owner, "series?days=4");

  expect(week.series.map((bucket: { clicks: number }) => bucket.clicks)).toEqual([0, 3, 0, 0]);
  expect(week.series.at(-1).local_start).toBe(`${new Date().toISOString().slice(0, 10)}T00:00:00`);
  expect(week.totals).toMatchObject({ clicks: 3 });
  expect(week.previous.totals).toMatchObject({ clicks: 2 });
  expect(week.previous.series).toHaveLength(4);
  const [first] = (await getAnalytics(owner, "series?days=60&interval=month")).series;
  expect(first.local_start).toMatch(/-01T00:00:00$/);
  const mondays = (await getAnalytics(owner, "series?days=30&interval=week")).series;
  expect(mondays.every((bucket: { start: string }) => new Date(bucket.start).getUTCDay() === 1)).toBe(true);
});

test("GET /analytics/series uses days of the time zone, with 23 or 25 hours at daylight-saving changes", async () => {
  const owner = await shunt.signUp();
  const link = await owner.makeLink();
  const late = noon(3) + 10.5 * 60 * 60_000;
  await count(clicksOn(link, 1, { at: late }));
  const dayOf = async (timezone: string) => {
    const { series } = await getAnalytics(owner, `series?days=10&timezone=${timezone}`);
    return series.find((bucket: { clicks: number }) => bucket.clicks > 0).local_start.slice(0, 10);
  };
  const day = (time: number) => new Date(time).toISOString().slice(0, 10);

  expect(await dayOf("UTC")).toBe(day(late));
  expect(await dayOf("Asia/Kathmandu")).toBe(day(late + dayMs));
  expect(await dayOf("America/New_York")).toBe(day(late));
  const hours = async (from: string, to: string) =>
    (await getAnalytics(owner, `series?interval=hour&timezone=America/New_York&from=${from}&to=${to}`)).series;
  expect(await hours("2026-11-01", "2026-11-01")).toHaveLength(25);
  expect(await hours("2026-03-08", "2026-03-08")).toHaveLength(23);
});

test("GET /analytics/breakdown ranks values, and filters include or exclude them", async () => {
  const { owner } = await anOwner();

  const browsers = await getAnalytics(owner, "breakdown?dimension=browser");
  expect(browsers).toMatchObject({
    total_clicks: 4,
    other_clicks: 0,
    items: [
      { label: "Chrome", count: 3, percentage: 75 },
      { label: "Firefox", count: 1, percentage: 25 },
    ],
  });
  expect(await getAnalytics(owner, "breakdown?dimension=browser&limit=1")).toMatchObject({ other_clicks: 1 });
  const clicks = async (query: string) => (await getAnalytics(owner, `series?${query}`)).totals.clicks;
  expect(await clicks("browser=Firefox")).toBe(1);
  expect(await clicks("browser_not=Firefox")).toBe(3);
  expect(await clicks("browser=Firefox&browser=Chrome")).toBe(4);
  expect(await clicks("browser=Firefox&source=qr&referrer=news.example")).toBe(1);
  expect(await clicks("browser=Firefox&source_not=qr")).toBe(0);
  expect(await clicks("referrer=Direct")).toBe(3);
});

test("analytics exclude bots unless include_bots or class asks for them", async () => {
  const { owner } = await anOwner();
  const clicks = async (query: string) => (await getAnalytics(owner, `series?${query}`)).totals.clicks;

  expect(await clicks("")).toBe(4);
  expect(await clicks("include_bots=true")).toBe(5);
  expect(await clicks("class=bot")).toBe(1);
  expect((await getAnalytics(owner, "breakdown?dimension=class&include_bots=true")).items).toMatchObject([
    { label: "human", count: 4 },
    { label: "bot", count: 1 },
  ]);
});

test("GET /analytics/links ranks links, /compare keeps their order, and /heatmap counts by weekday and hour", async () => {
  const { owner, plain, tagged } = await anOwner();

  const { items } = await getAnalytics(owner, "links");
  expect(items).toMatchObject([
    { short_code: plain.short_code, clicks: 3, scans: 0 },
    { short_code: tagged.short_code, clicks: 1, scans: 1 },
  ]);
  const compared = await getAnalytics(owner, `compare?link=${tagged.short_code}&link=${plain.short_code}&days=3`);
  expect(compared.items).toMatchObject([
    { short_code: tagged.short_code, totals: { clicks: 1 } },
    { short_code: plain.short_code, totals: { clicks: 3 } },
  ]);
  expect(compared.items[1].series.map((bucket: { clicks: number }) => bucket.clicks)).toEqual([0, 3, 0]);
  const { clicks } = await getAnalytics(owner, "heatmap?days=3");
  const weekday = (new Date(noon(1)).getUTCDay() + 6) % 7;
  expect(clicks).toHaveLength(7);
  expect(clicks[weekday][12]).toBe(4);
});

test("GET /analytics/events neither repeats nor skips clicks while new ones arrive", async () => {
  const owner = await shunt.signUp();
  const link = await owner.makeLink();
  await count(clicksOn(link, 25));
  const seen: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page = await getAnalytics(owner, `events?size=7${cursor && `&cursor=${cursor}`}`);
    seen.push(...page.items.map((event: { id: string }) => event.id));
    cursor = page.next_cursor;
    await count(clicksOn(link, 3, { at: Date.now() }));
  }

  expect(seen).toHaveLength(25);
  expect(new Set(seen).size).toBe(25);
});

test("GET /analytics/export contains every click and escapes spreadsheet formulas", async () => {
  const owner = await shunt.signUp();
  const link = await owner.makeLink();
  await count(
    clicksOn(link, 6_000, { ip: "10.0.0.1" }),
    clicksOn(link, 1, {
      marks: `utm_source=${encodeURIComponent('=cmd|"/c calc"!A1')}&utm_medium=${encodeURIComponent('a,"b"\nc')}`,
    }),
  );

  const csv = await owner.read("/analytics/export");
  const lines = (await owner.read("/analytics/export?format=ndjson")).trimEnd().split("\n");

  expect(lines).toHaveLength(6_001);
  expect(lines.map(line => JSON.parse(line)).filter(event => event.utm_source !== null)).toMatchObject([
    { short_code: link.short_code, utm_source: '=cmd|"/c calc"!A1', utm_medium: 'a,"b"\nc', browser: "Chrome" },
  ]);
  expect(csv.slice(0, csv.indexOf("\n"))).toMatch(/^id,clicked_at,link_id,short_code,domain,class,/);
  expect(csv).toContain(`"'=cmd|""/c calc""!A1","a,""b""\nc"`);
  expect(csv.trimEnd().split("\n")).toHaveLength(6_003);
});

/** Opens a live stream; `clicks` returns the events received so far. */
async function watch(owner: Owner, query: string) {
  const abort = new AbortController();
  const answer = await fetch(`http://localhost:${shunt.env.MANAGEMENT_PORT}/api/v1/analytics/live?${query}`, {
    headers: owner.headers,
    signal: abort.signal,
  });
  expect(answer.headers.get("content-type")).toBe("text/event-stream");
  let text = "";
  const reading = (async () => {
    for await (const chunk of answer.body ?? []) text += Buffer.from(chunk).toString();
  })().catch(() => {});
  return {
    clicks: () => [...text.matchAll(/^data: (.+)$/gm)].map(([, data]) => JSON.parse(data ?? "")),
    async stop() {
      abort.abort();
      await reading;
    },
  };
}

test("GET /analytics/live streams clicks to their owner and to no other account", async () => {
  const [{ owner, plain, tagged }, stranger] = [await anOwner(), await shunt.signUp()];
  const all = await watch(owner, "");
  const ofTag = await watch(owner, "tag=spring&include_bots=true");
  const theirs = await watch(stranger, "");

  // Workers publish clicks only after they have learned of the stream: repeat until the first one arrives.
  await waitFor(
    async () => {
      await count(clicksOn(plain, 1, { marks: "utm_content=first" }));
      return all.clicks().length > 0;
    },
    { what: "the first click to be seen" },
  );
  await count(clicksOn(tagged, 1, { userAgent: googlebot }), clicksOn(tagged, 1, { marks: "utm_content=last" }));
  const hasSeenLast = (watcher: typeof all) => watcher.clicks().some(click => click.utm_content === "last");
  await waitFor(() => hasSeenLast(all) && hasSeenLast(ofTag), { what: "the last click to be seen" });

  expect(all.clicks()[0]).toMatchObject({ short_code: plain.short_code, class: "human", utm_content: "first" });
  expect(all.clicks().some(click => click.class === "bot")).toBe(false);
  expect(ofTag.clicks()).toMatchObject([{ class: "bot" }, { short_code: tagged.short_code, utm_content: "last" }]);
  expect(theirs.clicks()).toEqual([]);
  await Promise.all([all.stop(), ofTag.stop(), theirs.stop()]);
});

test("GET /analytics/live answers 429 beyond ten streams of an account, until one ends", async () => {
  const owner = await shunt.signUp();
  const streams = await Promise.all(Array.from({ length: 10 }, () => watch(owner, "")));

  const refused = await owner.call("GET", "/analytics/live");
  await streams[0]?.stop();
  await waitFor(
    async () =>
      (await watch(owner, "").then(
        stream => streams.push(stream),
        () => 0,
      )) > 0,
    {
      what: "another stream to be accepted",
    },
  );
  await Promise.all(streams.map(stream => stream.stop()));

  expect(refused).toMatchObject({ status: 429, body: { code: "rate-limited" } });
});

test("GET /analytics/orphans ranks unknown codes and the root for administrators", async () => {
  const [admin, owner] = [await shunt.signUp(), await shunt.signUp()];
  const me = (await admin.call("GET", "/auth/me")).body;
  await shunt.db.updateTable("users").set({ role: "admin" }).where("id", "=", me.id).execute();
  const code = `gone${Date.now()}`;
  for (const path of [code, code, code, "", `${code}x`]) await shunt.click(path);

  expect((await owner.call("GET", "/analytics/orphans")).status).toBe(403);
  await waitFor(async () => (await getAnalytics(admin, "orphans?days=1")).total_hits === 5, {
    what: "the visits to be counted",
  });
  const { items } = await getAnalytics(admin, "orphans?days=1&limit=2");
  expect(items).toMatchObject([
    { code, hits: 3 },
    { code: "", hits: 1 },
  ]);
});

test("DELETE /analytics/{code} resets every figure of a link and writes the audit log", async () => {
  const { owner, plain } = await anOwner();

  expect((await owner.call("DELETE", `/analytics/${plain.short_code}`)).status).toBe(204);

  expect(await owner.countClicks(plain.short_code)).toBe(0);
  expect((await getAnalytics(owner, `series?link=${plain.short_code}&include_bots=true`)).totals.clicks).toBe(0);
  expect((await getAnalytics(owner, `events?link=${plain.short_code}&include_bots=true`)).items).toEqual([]);
  expect((await getAnalytics(owner, `breakdown?link=${plain.short_code}&dimension=device`)).items).toEqual([]);
  expect((await owner.call("GET", `/urls/${plain.id}`)).body.click_count).toBe(0);
  const me = (await owner.call("GET", "/auth/me")).body;
  const log = await shunt.db.selectFrom("audit_log").selectAll().where("subject_id", "=", plain.id).execute();
  expect(log).toMatchObject([
    { actor_id: me.id, action: "link.numbers-reset", details: { code: plain.short_code, clicks: 4 } },
  ]);

  await count(clicksOn(plain, 2, { at: Date.now() }), clicksOn(plain, 1));
  expect((await getAnalytics(owner, `series?link=${plain.short_code}`)).totals.clicks).toBe(2);
  expect(await owner.countClicks(plain.short_code)).toBe(2);
  const { rows } = await sql`select 1 from forgotten_clicks where link_id = ${plain.id}`.execute(shunt.db);
  expect(rows).toHaveLength(1);
});
