import { createDb, type Db } from "@shunt/db";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";
import type { LinksDeps } from "../deps.ts";
import { matchesSearch } from "./matches-search.ts";
import { sweepSearchTexts } from "./sweep-search-texts.ts";

const admin = { email: "admin@example.com", password: "the operator's own" };
const urls = "/api/v1/urls";
let api: TestApi;
let db: Db;
let owner: { token: string; id: string };
let adminToken: string;
beforeAll(async () => {
  api = await startTestApi({ ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password });
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
  const signIn = () => api.call("POST", "/api/v1/auth/login", { body: admin });
  await vi.waitFor(async () => expect((await signIn()).status).toBe(200), { timeout: 30_000, interval: 500 });
  adminToken = (await signIn()).body.access_token;
  owner = await api.signUp();
  await api.addDomain(owner.token, "kürz.example");
  // No search may find these links.
  const other = await api.signUp();
  await make({ title: "decoy 1" });
  await make({ title: "café grüße straße", custom_alias: "decoy-2" }, other.token);
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const make = async (fields: object, token = owner.token) =>
  (await api.call("POST", urls, { body: { original_url: "https://plain.example/", ...fields }, token })).body;
const search = async (text: string, token = owner.token, path = urls): Promise<string[]> => {
  const { body } = await api.call("GET", `${path}?size=100&search=${encodeURIComponent(text)}`, { token });
  return body.items.map(({ id }: { id: string }) => id);
};

interface Case {
  fields: Record<string, unknown>;
  found: string[];
  missed?: string[];
}

const cases: Record<string, Case> = {
  "a host in Unicode": {
    fields: { original_url: "https://bücher.example/x" },
    found: ["bücher", "BÜCHER", "bucher", "büch", "https://bücher.example", "xn--bcher-kva", "bu\u0308cher"],
    missed: ["bücher.example/y"],
  },
  "a path and a query in Unicode": {
    fields: { original_url: "https://example.org/straße?q=Grüße" },
    found: ["straße", "STRASSE", "strasse", "stra%C3%9Fe", "straße?q=grüße", "/straße", "Grusse", "gr%c3%bc"],
  },
  "a path of bytes that are not UTF-8": {
    fields: { original_url: "https://example.org/m%FCller" },
    found: ["m%FCller", "M%fc"],
  },
  "accents in a title": {
    fields: { title: "Crème Brûlée à Łódź" },
    found: ["creme brulee", "CRÈME", "łódź", "lodz", "Brûlée"],
    missed: ["creme  caramel"],
  },
  "no accents in a title": { fields: { title: "Tirami Su" }, found: ["tiramí sú", "TIRAMI SU", "ｔｉｒａｍｉ"] },
  "letters of other scripts": {
    fields: { title: "İstanbul ΟΔΟΣ Москва 東京ガ" },
    found: ["istanbul", "ISTANBUL", "οδος", "οδοσ", "ΟΔΌΣ", "москва", "東京", "ガ"],
  },
  "invisible characters in a title": {
    fields: { title: "soft\u00adhyphen\u200bzero" },
    found: ["softhyphenzero", "SoftHyphen"],
  },
  "runs of spaces": {
    fields: { title: "Hullo  double   spaces", notes: "line\none\tof two" },
    found: ["hullo double spaces", "Hullo  double   spaces", "hullo double", "line one of", "ONE OF TWO"],
  },
  "typographic marks": {
    fields: { title: "Don’t send “e–mail” twice" },
    found: ["don't send", "don’t send", "donʼt", '"e-mail" twice', "e–mail", "e‑mail”"],
  },
  "ASCII punctuation": { fields: { title: "Won't post-date" }, found: ["won’t", "won't", "post–date", "post-date"] },
  "a long destination": {
    fields: { original_url: `https://example.org/long?a=${"x".repeat(600)}&b=y z` },
    found: [`https://example.org/long?a=${"x".repeat(600)}&b=y z`, `HTTPS://Example.org:443/long?a=${"x".repeat(600)}`],
    missed: [`https://example.org/long?a=${"x".repeat(600)}&b=z`, "x".repeat(2_000)],
  },
  notes: { fields: { notes: "Zoë sagt: Äpfel" }, found: ["zoe", "äpfel", "APFEL"] },
  "a folder": { fields: { folder: "Frühling 2030" }, found: ["frühling", "fruhling 2030"] },
  "a folder in ASCII": { fields: { folder: "Autumnal" }, found: ["autumnal", "AUTUMN"] },
  "a tag": { fields: { tags: ["Überraschung", "plain-tag"] }, found: ["überraschung", "uberrasch", "PLAIN-TAG"] },
  wildcards: { fields: { title: "100%_sure\\" }, found: ["100%", "%_s", "sure\\"], missed: ["1%sure", "100__sure"] },
};

test.each(Object.entries(cases))("search finds a link by %s", async (_name, { fields, found, missed = [] }) => {
  const { id } = await make(fields);

  for (const text of found) {
    expect([text, await search(text)]).toEqual([text, [id]]);
    if (fields.tags === undefined)
      expect([text, await search(text, adminToken, "/api/v1/admin/urls")]).toContainEqual(expect.arrayContaining([id]));
  }
  for (const text of missed) expect([text, await search(text)]).toEqual([text, []]);
});

test.each([
  ["the shared domain", null, "https://sho.rt/"],
  ["a domain of the owner", "kürz.example", "https://kürz.example/"],
])("search finds a pasted or partly typed short URL on %s", async (_name, domain, origin) => {
  const code = `pasted-${domain ? "own" : "shared"}`;
  const { id } = await make({ custom_alias: code, domain });
  const bare = origin.replace("https://", "");

  for (const text of [
    `${origin}${code}`,
    `${origin}${code}/`,
    `${origin}${code}+`,
    `${origin}${code}?utm_source=x`,
    `${origin}${code}.`,
    `${origin}${code}”`,
    ` ${origin}${code} `,
    `${bare}${code}`,
    `${bare.toUpperCase()}${code}`,
    `${bare}${code.slice(0, -2)}`,
    `http://${bare}${code}`,
  ]) {
    expect([text, await search(text)]).toEqual([text, [id]]);
    expect([text, await search(text, adminToken, "/api/v1/admin/urls")]).toEqual([text, [id]]);
  }
  expect(await search(`https://elsewhere.example/${code}`)).toEqual([]);
  expect(await search(`${bare}asted`)).toEqual([]);
});

test("search reflects every change of a link", async () => {
  const { id } = await make({ title: "Ähre" });
  const change = (body: object) => api.call("PATCH", `${urls}/${id}`, { body, token: owner.token });

  await change({ title: "Öhrchen" });
  expect([await search("ähre"), await search("ohrchen")]).toEqual([[], [id]]);
  await change({ title: "Plain", original_url: "https://mäuse.example/" });
  expect([await search("öhrchen"), await search("mäuse")]).toEqual([[], [id]]);
  await change({ original_url: "https://plain.example/" });
  expect([await search("mäuse"), await search("plain")]).toEqual([[], expect.arrayContaining([id])]);
  await change({ notes: "ÅNGSTRÖM" });
  expect(await search("angstrom")).toEqual([id]);
  await api.call("DELETE", `${urls}/${id}`, { token: owner.token });
  expect(await search("angstrom")).toEqual([]);
});

test("search finds links of an older version by exact text, and after sweepSearchTexts by folded text", async () => {
  const added = await make({ title: "Dvořák neu" });
  const changed = await make({ title: "Janáček alt" });
  const spaced = await make({ title: "Bela  Bartok" });
  const broken = await make({ notes: "Zoltan\tKodaly" });
  await sql`delete from link_search where link_id in (${added.id}, ${spaced.id}, ${broken.id})`.execute(db);
  await sql`update links set title = 'Smetana ř', version = nextval('link_version_seq') where id = ${changed.id}`.execute(
    db,
  );

  expect([await search("Dvořák"), await search("Smetana")]).toEqual([[added.id], [changed.id]]);
  expect([await search("dvorak"), await search("bela bartok"), await search("zoltan kodaly")]).toEqual([[], [], []]);
  await sweepSearchTexts(db);

  expect([await search("bela bartok"), await search("zoltan kodaly")]).toEqual([[spaced.id], [broken.id]]);
  expect([await search("dvorak"), await search("smetana r"), await search("janacek")]).toEqual([
    [added.id],
    [changed.id],
    [],
  ]);
  expect(await sweepSearchTexts(db)).toBe(0);
});

test("filters match tags and folders without regard to case and accents, and prefer the exact spelling", async () => {
  const plain = await make({ tags: ["Resume"], folder: "Cafe" });
  const marked = await make({ tags: ["Résumé", "Größe"], folder: "Café" });
  const other = await make({ folder: "Straße" });
  const list = async (query: string) => {
    const { body } = await api.call("GET", `${urls}?${query}`, { token: owner.token });
    return body.items?.map(({ id }: { id: string }) => id) ?? body.code;
  };
  const clicks = async (query: string) =>
    (await api.call("GET", `/api/v1/analytics/series?${query}`, { token: owner.token })).status;

  // The spelling with the same accents is preferred.
  expect([await list("tag=RESUME"), await list("tag=RÉSUMÉ")]).toEqual([[plain.id], [marked.id]]);
  expect([await list("folder=cafe"), await list("folder=CAFÉ")]).toEqual([[plain.id], [marked.id]]);
  expect([await list("tag=grosse"), await list("folder=STRASSE")]).toEqual([[marked.id], [other.id]]);
  expect([await list("tag=gross"), await list("folder=strass")]).toEqual(["tag-not-found", "folder-not-found"]);
  expect([await clicks("tag=grosse&folder=cafe"), await clicks("tag=gross")]).toEqual([200, 404]);
});

test("a search reads each link a few times at most while Postgres has no statistics, as after the first import", async () => {
  const count = 300;
  const importer = await api.signUp();
  for (const table of ["links", "link_search", "link_codes"])
    await sql`alter table ${sql.table(table)} set (autovacuum_enabled = false)`.execute(db);
  const body = Array.from({ length: count }, (_, i) => ({
    original_url: "https://plain.example/",
    title: i === 0 ? "nadel" : "größe",
  }));
  await api.call("POST", `${urls}/bulk`, { body, token: importer.token });
  const isOwn = sql`links.owner_id = ${importer.id}`;
  const scope = { condition: isOwn, tags: undefined, domainIds: undefined };

  const isMatch = await matchesSearch({ db, config: { baseUrl: api.url } as LinksDeps["config"] }, "nadel", scope);

  const { rows } = await sql<{ "QUERY PLAN": [{ Plan: PlanNode }] }>`
    explain (analyze, format json) select id from links where ${isOwn} and ${isMatch}`.execute(db);
  const plan = rows[0]?.["QUERY PLAN"][0].Plan;
  expect(plan?.["Actual Rows"]).toBe(1);
  expect(countRows(plan as PlanNode)).toBeLessThan(30 * count);
});

interface PlanNode {
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Join Filter"?: number;
  Plans?: PlanNode[];
}

/** Rows that the nodes of a plan read. */
function countRows(node: PlanNode): number {
  const { "Rows Removed by Filter": filtered = 0, "Rows Removed by Join Filter": unjoined = 0, Plans = [] } = node;
  const own = (node["Actual Rows"] + filtered + unjoined) * node["Actual Loops"];
  return Plans.reduce((sum, each) => sum + countRows(each), own);
}

test("GET /admin/users finds an account without its accents", async () => {
  await api.call("POST", "/api/v1/auth/register", {
    body: { email: "zoe@example.com", password: "correct horse battery", full_name: "Zoë Größl" },
  });

  for (const text of ["zoë", "ZOE", "grossl", "größl"]) {
    const { body } = await api.call("GET", `/api/v1/admin/users?search=${encodeURIComponent(text)}`, {
      token: adminToken,
    });
    expect([text, body.items.map(({ email }: { email: string }) => email)]).toEqual([text, ["zoe@example.com"]]);
  }
});
