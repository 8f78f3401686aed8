import { createDb, type Db } from "@shunt/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let db: Db;
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const urls = "/api/v1/urls";
const importCsv = (csv: string, { token }: { token?: string }, query = "") =>
  api.call("POST", `${urls}/import${query}`, {
    body: csv,
    headers: { "content-type": "text/csv" },
    ...(token !== undefined && { token }),
  });
const statusesOf = (answer: { body: { results: { line: number; status: number }[] } }) =>
  answer.body.results.map(({ line, status }) => [line, status]);
const countLinks = async (owner: { token: string }) => (await api.call("GET", urls, owner)).body.total;
const make = (fields: object, { token }: { token: string }) =>
  api.call("POST", urls, { body: { original_url: "https://example.com/", ...fields }, token });

test("importLinks answers each row with its line and a link or a problem", async () => {
  const ann = await api.signUp();
  await make({ custom_alias: "csv-taken" }, ann);
  const csv = [
    "\ufeffOriginal URL,Short-Code,tags,is_public,redirect_status,notes",
    'https://example.com/1,csv-one,"red, blue",false,301,"two',
    'lines"',
    "https://example.com/2,csv-taken,,,,",
    "",
    "javascript:alert(1),,,,,",
    "https://example.com/3,,,perhaps,,",
    "https://example.com/4,,,,999,",
    "https://example.com/5,a,b,true,302,c,d",
    "https://example.com/6",
  ].join("\r\n");

  const answer = await importCsv(csv, ann);

  expect(statusesOf(answer)).toEqual([
    [2, 201],
    [4, 409],
    [6, 422],
    [7, 422],
    [8, 422],
    [9, 422],
    [10, 201],
  ]);
  expect(answer.body).toMatchObject({ dry_run: false, succeeded: 2, failed: 5 });
  expect(answer.body.results[1].problem.code).toBe("alias-taken");
  expect(answer.body.results[2].problem.errors).toMatchObject([{ pointer: "/original_url" }]);
  expect(answer.body.results[3].problem.errors).toMatchObject([{ pointer: "/is_public" }]);
  const { body: link } = await api.call("GET", `${urls}/${answer.body.results[0].id}`, ann);
  expect(link).toMatchObject({
    original_url: "https://example.com/1",
    short_code: "csv-one",
    tags: ["blue", "red"],
    is_public: false,
    redirect_status: 301,
    notes: "two\nlines",
  });
});

test("a dry run of importLinks returns the same statuses and creates nothing", async () => {
  const ann = await api.signUp();
  const rows = Array.from({ length: 600 }, (_, i) => `https://example.com/${i},dry-${i},`);
  const csv = [
    "url,alias,external_id",
    ...rows,
    "https://example.com/,dry-0,",
    "https://example.com/,,same",
    "https://example.com/,,same",
  ].join("\n");

  const dry = await importCsv(csv, ann, "?dry_run=true");
  expect(await countLinks(ann)).toBe(0);
  const real = await importCsv(csv, ann);

  expect(dry.body).toMatchObject({ dry_run: true, succeeded: 601, failed: 2 });
  expect(statusesOf(dry)).toEqual(statusesOf(real));
  expect(dry.body.results[0]).toEqual({ line: 2, status: 201 });
  expect(await countLinks(ann)).toBe(601);
});

test.each([
  ["", "a header"],
  ["title\nx", "must have a column original_url"],
  ["original_url,colour,size\nhttps://example.com/,red,L", "colour, size"],
  ["url,original_url\nhttps://example.com/,https://example.com/", "more than one column for original_url"],
  ['original_url\n"https://example.com/', "is not valid CSV"],
  [`url\n${"https://example.com/\n".repeat(10_001)}`, "10000 rows"],
])("importLinks rejects an invalid file as a whole: %#", async (csv, detail) => {
  const ann = await api.signUp();

  const answer = await importCsv(csv, ann);

  expect(answer.status).toBe(422);
  expect(answer.body.errors[0].detail).toContain(detail);
  expect(await countLinks(ann)).toBe(0);
});

test("importLinks reads Windows-1252 files of Excel and respects a declared charset", async () => {
  const ann = await api.signUp();
  const send = (contentType: string, text: string) =>
    fetch(`${api.url}${urls}/import`, {
      method: "POST",
      body: Buffer.from(text, "latin1"),
      headers: { "content-type": contentType, authorization: `Bearer ${ann.token}` },
    });

  const accepted = await send("text/csv", "original_url;title\r\nhttps://example.com/Stra\xdfe?q=\xe4;M\xfcller\r\n");
  const refused = await send("text/csv; charset=utf-8", "original_url\nhttps://example.com/Stra\xdfe\n");
  const unknown = await send('text/csv; charset="klingon"', "original_url\n");

  expect(await accepted.json()).toMatchObject({ encoding: "windows-1252", succeeded: 1 });
  expect([refused.status, unknown.status]).toEqual([422, 415]);
  expect((await api.call("GET", urls, ann)).body.items).toMatchObject([
    { original_url: "https://example.com/Stra%C3%9Fe?q=%C3%A4", title: "Müller" },
  ]);
});

test("importLinks keeps codes on domains of the owner and lists other hosts in unmatched_domains", async () => {
  const ann = await api.signUp();
  await api.addDomain(ann.token, "moved.example.com");
  const csv = [
    "Short link,Destination URL,ip",
    "https://moved.example.com/moved-1,https://example.com/1,5",
    "https://sho.rt/moved-2?x=1,https://example.com/2,5",
    "bit.ly/moved-3,https://example.com/3,5",
  ].join("\n");

  const { body } = await importCsv(csv, ann);

  expect(body).toMatchObject({ failed: 0, skipped_columns: ["ip"], unmatched_domains: ["bit.ly"] });
  expect(body.results.map(({ short_url }: { short_url: string }) => short_url)).toEqual([
    "https://moved.example.com/moved-1",
    "https://sho.rt/moved-2",
    "https://sho.rt/moved-3",
  ]);
});

test("importLinks requires authentication and CSV", async () => {
  const ann = await api.signUp();

  expect((await importCsv("url\nhttps://example.com/", {})).status).toBe(401);
  expect((await api.call("POST", `${urls}/import`, { body: { url: "x" }, ...ann })).status).toBe(415);
  expect((await importCsv("url\nhttps://example.com/", ann, "?dry_run=maybe")).status).toBe(422);
});

test("importLinks restores links exported by another account", async () => {
  const [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);
  const given = {
    title: '=HYPERLINK("x")',
    notes: 'a "quoted", note\nof two lines',
    tags: ["a,b", "[c]", "d"],
    folder: "Ümlaut",
    external_id: "ext-1",
    is_public: false,
    is_active: false,
    redirect_status: 308,
    expires_at: "2040-01-02T03:04:05.000Z",
    fallback_url: "https://example.com/over?a=b,c",
  };
  const { body: link } = await make({ original_url: 'https://example.com/?q="x"&y=\'', ...given }, ann);
  const { body: plain } = await make({ tags: ["d", "e"] }, ann);

  const exported = await api.call("GET", `${urls}/export`, ann);
  expect(exported.headers.get("content-disposition")).toBe('attachment; filename="links.csv"');
  expect(exported.body).toContain(`"'=HYPERLINK(""x"")"`);
  for (const { id } of [link, plain]) await api.call("DELETE", `${urls}/${id}`, ann);
  const imported = await importCsv(exported.body, bob);

  expect(imported.body).toMatchObject({ succeeded: 2, failed: 0 });
  // Only the answer to the creation has `claim`.
  const { id: _id, owner_id: _owner, workspace_id: _workspace, ...others } = link;
  const { imported_at: _imported, updated_at: _updated, claim: _claim, ...same } = others;
  expect((await api.call("GET", `${urls}/by-external-id/ext-1`, bob)).body).toMatchObject({
    ...same,
    custom_alias: link.short_code,
    tags: ["[c]", "a,b", "d"],
  });
  expect((await importCsv(exported.body, bob)).body.failed).toBe(2);
});

test("exportLinks exports all links of the caller over several pages", async () => {
  const [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);
  await make({}, bob);
  const rows = Array.from({ length: 2_100 }, (_, i) => ({ original_url: `https://example.com/${i}` }));
  await api.call("POST", `${urls}/bulk`, { body: rows, ...ann });

  const { body } = await api.call("GET", `${urls}/export?format=ndjson`, ann);

  const links = body
    .trim()
    .split("\n")
    .map((line: string) => JSON.parse(line));
  expect(new Set(links.map(({ original_url }: { original_url: string }) => original_url)).size).toBe(2_100);
  expect(links.every(({ owner_id }: { owner_id: string }) => owner_id === ann.id)).toBe(true);
  expect((await api.call("GET", `${urls}/export`, {})).status).toBe(401);
});

test("exportRedirectMap omits links that a web server would answer differently, and adds UTM marks", async () => {
  const ann = await api.signUp();
  const variants = ["a", "b"].map(name => ({ name, url: `https://example.com/${name}`, weight: 1 }));
  const mobile = { fact: "device", operator: "equals", value: "mobile" };
  const omitted = {
    rules: { rules: [{ conditions: [mobile], url: "https://example.com/rule" }] },
    split: { split: { variants } },
    placeholders: { original_url: "https://example.com/{country}", placeholders: true },
    password: { password: "open sesame" },
    max_clicks: { max_clicks: 5 },
  };
  for (const [name, fields] of Object.entries(omitted))
    expect((await make({ custom_alias: `map-${name}`, ...fields }, ann)).status, name).toBe(201);
  const unsafe = await make({ custom_alias: "map-unsafe" }, ann);
  await db.updateTable("links").set({ unsafe_mark: "marked" }).where("id", "=", unsafe.body.id).execute();
  await make({ custom_alias: "map-marked", original_url: "https://example.com/?a=1", utm_source: "print" }, ann);

  expect((await api.call("GET", `${urls}/redirect-map?format=apache`, ann)).body).toBe(
    "map-marked https://example.com/?a=1&utm_source=print\n",
  );
});

test("exportRedirectMap lists every code of a domain with an active link", async () => {
  const ann = await api.signUp();
  await api.addDomain(ann.token, "map.example.com");
  const { body: link } = await make({ custom_alias: "map-one", redirect_status: 301 }, ann);
  await api.call("POST", `${urls}/${link.id}/codes`, { body: { custom_alias: "map-two" }, ...ann });
  await api.call("POST", `${urls}/${link.id}/codes`, {
    body: { custom_alias: "map-own", domain: "map.example.com" },
    ...ann,
  });
  await make({ custom_alias: "map-off", is_active: false }, ann);
  await importCsv("original_url,short_code,expires_at\nhttps://example.com/,map-over,2020-01-01T00:00:00Z\n", ann);
  await make({ custom_alias: "map-later", starts_at: "2040-01-01T00:00:00Z" }, ann);
  const map = async (query: string) => (await api.call("GET", `${urls}/redirect-map?${query}`, ann)).body;

  expect(await map("")).toBe("/map-one https://example.com/ 301\n/map-two https://example.com/ 301\n");
  expect(await map("format=apache&domain=map.example.com")).toBe("map-own https://example.com/\n");
  expect(await map("format=json")).toEqual({
    "map-one": { url: "https://example.com/", status: 301 },
    "map-two": { url: "https://example.com/", status: 301 },
  });
  const bob = await api.signUp();
  expect((await api.call("GET", `${urls}/redirect-map?format=json`, bob)).body).toEqual({});
  expect((await api.call("GET", `${urls}/redirect-map?domain=map.example.com`, bob)).body.code).toBe(
    "domain-not-found",
  );
});
