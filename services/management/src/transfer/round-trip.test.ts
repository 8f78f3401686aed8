import { trimInvisible } from "@shunt/contracts/values";
import { createDb, type Db } from "@shunt/db";
import fc from "fast-check";
import { sql } from "kysely";
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
const exportBytes = async (token: string) =>
  Buffer.from(
    await (await fetch(`${api.url}${urls}/export`, { headers: { authorization: `Bearer ${token}` } })).arrayBuffer(),
  );
const importBytes = async (body: Buffer, token: string) =>
  (
    await fetch(`${api.url}${urls}/import`, {
      method: "POST",
      body,
      headers: { authorization: `Bearer ${token}`, "content-type": "text/csv" },
    })
  ).json();

/** With a special meaning in spreadsheets, CSV or this API. */
const sign = fc.constantFrom(
  ..."=+-@＝＋－＠'\"`´,;|#[]{}<>\\/&%$ ab1éßİ漢😀",
  ..."\t\n\r\v\f\u0085\u2028\u2029\u00a0\u200b\u200e\ufeff\u0301\u007f\u0001",
  "\r\n",
  "'=",
  "''=",
  "'+",
  ";=",
  '";"=',
  "sep=;",
  "null",
  "true",
  "0x1F",
  "1e5",
);
const text = (maxLength: number) =>
  fc.oneof(
    fc
      .array(sign, { maxLength })
      .map(signs => signs.join("").slice(0, maxLength).toWellFormed().replaceAll("\ufffd", "")),
    fc.string({ unit: "grapheme", maxLength }).map(each =>
      each
        .replace(/[\0\ufffd]/g, "")
        .slice(0, maxLength)
        .toWellFormed()
        .replaceAll("\ufffd", ""),
    ),
  );
const name = (maxLength: number) => text(maxLength).filter(each => trimInvisible(each) !== "");
const url = fc.tuple(text(20), text(20)).map(([path, query]) => `https://example.com/${path}?${query};=1&,-2@3`);
const instant = (from: string, to: string) =>
  fc.date({ min: new Date(from), max: new Date(to), noInvalidDate: true }).map(date => date.toISOString());
const link = fc.record(
  {
    original_url: url,
    title: text(100),
    notes: text(300),
    folder: text(40),
    tags: fc.uniqueArray(name(30), { maxLength: 4, selector: each => trimInvisible(each).toLowerCase() }),
    external_id: name(60),
    redirect_status: fc.constantFrom(301, 302, 307, 308),
    is_active: fc.boolean(),
    is_public: fc.boolean(),
    is_indexable: fc.boolean(),
    starts_at: instant("2030-01-01T00:00:00Z", "2100-01-01T00:00:00Z"),
    expires_at: instant("2100-01-02T00:00:00Z", "9999-01-01T00:00:00Z"),
    fallback_url: url,
  },
  { requiredKeys: ["original_url"] },
);

test("importing an export restores links with any text", async () => {
  const [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(link, {
        minLength: 20,
        maxLength: 100,
        selector: each => (each.external_id === undefined ? {} : trimInvisible(each.external_id)),
      }),
      async links => {
        const made = await api.call("POST", `${urls}/bulk`, { body: links, token: ann.token });
        expect(made.body.results.filter(({ problem }: { problem?: object }) => problem)).toEqual([]);
        const before = await linksOf(ann.token);
        const file = await exportBytes(ann.token);
        await sql`delete from links where owner_id = ${ann.id}`.execute(db);

        const answer = await importBytes(file, bob.token);

        expect(answer).toMatchObject({ failed: 0, succeeded: links.length, encoding: "utf-8", unmatched_domains: [] });
        expect(await linksOf(bob.token)).toEqual(before);
        await sql`delete from links where owner_id = ${bob.id}`.execute(db);
      },
    ),
    { numRuns: 8, endOnFailure: true },
  );
});

/** By code, without the fields that an import sets anew. */
async function linksOf(token: string) {
  const { body } = await api.call("GET", `${urls}/export?format=ndjson`, { token });
  const links: Record<string, unknown>[] = body
    .trim()
    .split("\n")
    .map((line: string) => JSON.parse(line));
  return Object.fromEntries(
    links.map(({ id, owner_id, workspace_id, imported_at, updated_at, custom_alias, tags, ...same }) => [
      same.short_code,
      { ...same, tags: (tags as string[]).toSorted() },
    ]),
  );
}

test("importing an export keeps the domains of links if the workspace has a default domain", async () => {
  const ann = await api.signUp();
  await api.addDomain(ann.token, "back.example.com");
  await api.call("PATCH", "/api/v1/domains/back.example.com", { body: { is_default: true }, token: ann.token });
  const body = [
    { original_url: "https://example.com/own", custom_alias: "back-own" },
    { original_url: "https://example.com/shared", custom_alias: "back-shared", domain: null },
  ];
  await api.call("POST", `${urls}/bulk`, { body, token: ann.token });
  const before = await linksOf(ann.token);
  const file = await exportBytes(ann.token);
  await sql`delete from links where owner_id = ${ann.id}`.execute(db);

  await importBytes(file, ann.token);

  expect(await linksOf(ann.token)).toEqual(before);
  expect(before["back-shared"]).toMatchObject({ domain: null });
  expect(before["back-own"]).toMatchObject({ domain: "back.example.com" });
});

test("CSV exports begin with the byte order mark that Excel needs, and NDJSON exports do not", async () => {
  const ann = await api.signUp();
  const beginning = async (path: string) => {
    const answer = await fetch(api.url + path, { headers: { authorization: `Bearer ${ann.token}` } });
    return Buffer.from(await answer.arrayBuffer())
      .subarray(0, 3)
      .toString("hex");
  };

  for (const path of [`${urls}/export`, "/api/v1/analytics/export"]) {
    expect([path, await beginning(path)]).toEqual([path, "efbbbf"]);
    expect(await beginning(`${path}?format=ndjson`)).not.toBe("efbbbf");
  }
});
