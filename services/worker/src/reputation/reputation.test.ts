import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createDb, type Db } from "@shunt/db";
import { createGuardedFetch } from "@shunt/runtime/outbound";
import { makeScratchDirectory, startReceiver, type TestReceiver } from "@shunt/testing";
import { createTestDatabase } from "@shunt/testing/stores";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { insertTestLink, insertTestWorkspace } from "../testing/test-links.ts";
import { createBlockList, readBlockListState } from "./block-list-store.ts";
import { checkLinks } from "./check-links.ts";
import { refreshList } from "./refresh-list.ts";
import { createSafeBrowsing } from "./safe-browsing.ts";
import { forgetOtherSources, readReputationLag, registerSources } from "./source-store.ts";

let db: Db;
let workspaceId: string;
let server: TestReceiver;
let answer: { status: number; body: string };
const fetch = createGuardedFetch({ isAllowedAddress: () => true });
beforeAll(async () => {
  db = createDb({ url: (await createTestDatabase()).url, max: 4, applicationName: "test" });
  workspaceId = await insertTestWorkspace(db);
  server = await startReceiver(res => void res.writeHead(answer.status).end(answer.body));
});
afterAll(async () => {
  await fetch.stop();
  await server.stop();
  await db.destroy();
});
beforeEach(() => registerSources(db, ["block-list", "safe-browsing"]));
afterEach(async () => {
  server.received.length = 0;
  await sql`truncate links, block_list, reputation_sources, link_listings cascade`.execute(db);
});

const aLink = (targetUrl: string, rules?: object) =>
  insertTestLink(db, { workspaceId, targetUrl, ...(rules && { rules }) });
const isStopping = () => false;
const listed = async () =>
  (await db.selectFrom("link_listings").select(["link_id as id", "source"]).orderBy("link_id").execute()).map(
    ({ id }) => id,
  );

async function refresh(place: string) {
  await db
    .updateTable("reputation_sources")
    .set({ next_read_at: new Date(0) })
    .execute();
  return refreshList({ db, fetch, place, refreshMs: 60_000 });
}

async function refreshFromServer(body: string, status = 200) {
  answer = { status, body };
  return refresh(server.url);
}

const checkAgainstList = () => checkLinks(db, createBlockList(db), isStopping);

test("a list finds hosts, their subdomains, beginnings of URLs, and destinations of rules, fallbacks and splits", async () => {
  await refreshFromServer("bad.example\nsites.example/evil\nports.example:8080/x\n192.0.2.7\n");
  const bad = [
    await aLink("https://bad.example/"),
    await aLink("https://www.bad.example./page"),
    await aLink("http://sites.example/evil/page"),
    await aLink("https://sites.example:9000/evil"),
    await aLink("https://sites.example/%65vil"),
    await aLink("https://sites.example//evil%2Fpage"),
    await aLink("http://ports.example:8080/xyz"),
    await aLink("http://[64:ff9b::192.0.2.7]/"),
    await aLink("https://good.example/", {
      rules: [
        {
          name: "r",
          conditions: [{ fact: "device", operator: "equals", value: "mobile" }],
          url: "https://bad.example/m",
        },
      ],
    }),
    await aLink("https://good.example/"),
  ];
  await db
    .updateTable("links")
    .set({ fallback_url: "https://bad.example/over" })
    .where("id", "=", bad.at(-1) as string)
    .execute();
  for (const url of [
    "https://notbad.example/",
    "https://sites.example/good?evil",
    "https://sub.sites.example/evil",
    "http://ports.example/x",
  ])
    await aLink(url);

  await checkAgainstList();

  expect(await listed()).toEqual(bad.toSorted());
});

test("a changed list is applied to old links, and links that it no longer has are not listed", async () => {
  const [old, other] = [await aLink("https://old.example/"), await aLink("https://other.example/")];
  await sql`update links set updated_at = now() - interval '1 year'`.execute(db);
  expect(await refreshFromServer("old.example")).toEqual({ entries: 1, invalid: 0 });
  await checkAgainstList();
  expect(await listed()).toEqual([old]);

  expect(await refreshFromServer("old.example")).toBeUndefined();
  await refreshFromServer("other.example");
  await checkAgainstList();

  expect(await listed()).toEqual([other]);
});

test("new and changed links are checked by the next run, without a sweep", async () => {
  await refreshFromServer("bad.example");
  await checkAgainstList();
  const id = await aLink("https://bad.example/");

  await checkAgainstList();
  expect(await listed()).toEqual([id]);
  await db.updateTable("links").set({ target_url: "https://good.example/", updated_at: sql`now()` }).execute();
  await checkAgainstList();

  expect(await listed()).toEqual([]);
  expect(await readReputationLag(db)).toBeLessThan(60);
});

test.each([
  ["an error of the server", 500, "other.example"],
  ["a page instead of a list", 200, "<html>\n<h1>It works</h1>\n</html>"],
])("%s keeps the last good list, and its age goes on", async (_name, status, body) => {
  await refreshFromServer("bad.example");
  const id = await aLink("https://bad.example/");
  await sql`update reputation_sources set read_at = now() - interval '1 hour'`.execute(db);

  await expect(refreshFromServer(body, status)).rejects.toThrow();
  await checkAgainstList();

  expect(await listed()).toEqual([id]);
  const { entries, ageSeconds } = await readBlockListState(db);
  expect(entries).toBe(1);
  expect(ageSeconds).toBeGreaterThanOrEqual(3_600);
  // Not at once, so that a broken server gets few requests.
  expect(await refreshList({ db, fetch, place: server.url, refreshMs: 60_000 })).toBeUndefined();
});

test("a list can be a file", async () => {
  const directory = await makeScratchDirectory();
  const file = join(directory.path, "list.txt");
  writeFileSync(file, "# ours\nbad.example # phishing\nnot a host\nalso.example/x\n");

  expect(await refresh(file)).toEqual({ entries: 2, invalid: 1 });
  await expect(refresh(join(directory.path, "missing.txt"))).rejects.toThrow("ENOENT");
  expect((await readBlockListState(db)).entries).toBe(2);
  await directory.remove();
});

test("Safe Browsing lists what the service matches, and gets the key in a header", async () => {
  const [bad] = [await aLink("https://bad.example/"), await aLink("https://good.example/")];
  const threat = { url: "https://bad.example/" };
  answer = { status: 200, body: JSON.stringify({ matches: [{ threatType: "SOCIAL_ENGINEERING", threat }] }) };
  const source = createSafeBrowsing({ fetch, baseUrl: server.url, key: "k-1" });

  await checkLinks(db, source, isStopping);

  expect(await db.selectFrom("link_listings").selectAll().execute()).toEqual([
    { link_id: bad, source: "safe-browsing", reason: "Google Safe Browsing lists the destination for phishing" },
  ]);
  const [request] = server.received;
  expect(request).toMatchObject({ path: "/v4/threatMatches:find", headers: { "x-goog-api-key": "k-1" } });
  expect(JSON.parse(request?.body ?? "").threatInfo.threatEntries).toEqual([threat, { url: "https://good.example/" }]);
});

test("a source that fails changes nothing, and the links are checked when it works again", async () => {
  const id = await aLink("https://bad.example/");
  await sql`insert into link_listings values (${id}, 'safe-browsing', 'before')`.execute(db);
  const source = createSafeBrowsing({ fetch, baseUrl: server.url, key: "k-1" });
  answer = { status: 503, body: "" };

  await expect(checkLinks(db, source, isStopping)).rejects.toThrow("status 503");
  expect(await listed()).toEqual([id]);
  answer = { status: 200, body: "{}" };
  await checkLinks(db, source, isStopping);
  expect(await listed(), "the lease pauses the source").toEqual([id]);
  await db
    .updateTable("reputation_sources")
    .set({ leased_until: new Date(0) })
    .execute();
  await checkLinks(db, source, isStopping);

  expect(await listed()).toEqual([]);
});

test("sources that are no longer configured list nothing", async () => {
  const id = await aLink("https://bad.example/");
  for (const source of ["block-list", "safe-browsing"])
    await sql`insert into link_listings values (${id}, ${source}, 'x')`.execute(db);

  await forgetOtherSources(db, ["block-list"]);

  expect(await db.selectFrom("link_listings").select("source").execute()).toEqual([{ source: "block-list" }]);
});
