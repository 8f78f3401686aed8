import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let ann: { token: string };
beforeAll(async () => {
  api = await startTestApi();
  ann = await api.signUp();
  await api.addDomain(ann.token, "fold.example.com", { is_case_sensitive: false });
});
afterAll(() => api.stop());

const urls = "/api/v1/urls";
const original_url = "https://example.com/";
const send = (method: string, path: string, body?: unknown) =>
  api.call(method, path, { token: ann.token, ...(body !== undefined && { body }) });
const segment = encodeURIComponent;

const codes = ["größe", "код-2026", "🦊", "👨‍👩‍👧-sale", "東京タワー", "guide/v2/intro", "гид/ü/🇩🇪", "a/b"];

test.each(codes)("links, codes, QR codes and analytics work with the code %s", async code => {
  const made = await send("POST", urls, { original_url, short_code: code.normalize("NFD") });
  expect(made).toMatchObject({
    status: 201,
    body: { short_code: code, short_url: `https://sho.rt/${encodeURI(code)}` },
  });
  const { id, short_url } = made.body;

  for (const name of [
    code,
    code.normalize("NFD"),
    short_url,
    decodeURI(short_url),
    `${short_url}+`,
    `sho.rt/${code}?x`,
  ])
    expect([name, (await send("GET", `${urls}/${segment(name)}`)).body.id]).toEqual([name, id]);
  const paths = [
    `${urls}/${segment(code)}/codes`,
    `/api/v1/qr/${segment(code)}`,
    `/api/v1/analytics/${segment(code)}/summary`,
  ];
  for (const path of paths) expect([path, (await send("GET", path)).status]).toEqual([path, 200]);
  expect((await send("GET", `${urls}/availability?short_code=${segment(code)}`)).body).toMatchObject({
    is_available: false,
    reason: "is taken",
  });
  expect((await send("GET", `${urls}?search=${segment(short_url)}`)).body.items).toMatchObject([{ id }]);
  expect((await send("GET", `${urls}?search=${segment(code)}`)).body.items).toMatchObject([{ id }]);

  await send("PATCH", `${urls}/${segment(code)}`, { short_code: null, title: "changed" });
  const added = await send("POST", `${urls}/${id}/codes`, { short_code: `${code}-2`, is_primary: true });
  expect(added.body).toMatchObject({ short_code: `${code}-2`, is_primary: true });
  expect((await send("DELETE", `${urls}/${id}/codes/${segment(code)}`)).status).toBe(204);
  expect((await send("DELETE", `${urls}/${segment(`${code}-2`)}`)).status).toBe(204);
});

test("exported codes of all scripts are imported again, also as short URLs", async () => {
  const token = (await api.signUp()).token;
  const of = { token };
  const wanted = ["größer", "гид/ü/x", "🦊🦊"];
  for (const short_code of wanted) await api.call("POST", urls, { ...of, body: { original_url, short_code } });
  const csv = (await api.call("GET", `${urls}/export?format=csv`, of)).body as string;
  const listed = (await api.call("GET", `${urls}?size=100`, of)).body.items as { id: string; short_url: string }[];
  for (const { id } of listed) await api.call("DELETE", `${urls}/${id}`, of);
  const shortUrls = `original_url,short_url\n${listed.map(({ short_url }) => `${original_url},${short_url}`).join("\n")}`;

  for (const body of [csv, shortUrls]) {
    const imported = await api.call("POST", `${urls}/import`, { ...of, headers: { "content-type": "text/csv" }, body });
    expect(imported.body.failed).toBe(0);
    const items = (await api.call("GET", `${urls}?size=100`, of)).body.items as { id: string; short_code: string }[];
    expect(items.map(({ short_code }) => short_code).sort()).toEqual(wanted.toSorted());
    for (const { id } of items) await api.call("DELETE", `${urls}/${id}`, of);
  }
});

test.each([
  ["Größe", "größe"],
  ["КОД", "код"],
  ["ΛΌΓΟΣ/Ü", "λόγος/ü"],
])("a domain that ignores case stores %s as %s, and finds it in any case", async (given, code) => {
  const domain = "fold.example.com";
  const made = await send("POST", urls, { original_url, short_code: given, domain });

  expect(made.body.short_code).toBe(code);
  for (const name of [given, code, `https://${domain}/${given}`])
    expect([name, (await send("GET", `${urls}/${segment(name)}?domain=${domain}`)).body.id]).toEqual([
      name,
      made.body.id,
    ]);
  expect((await send("POST", urls, { original_url, short_code: given, domain })).body.code).toBe("alias-taken");
});

test.each([
  ["pаypal", "mixes letters of several scripts, which look alike"],
  ["api/v1", "is a reserved word, or looks like one"],
  ["a//b", "must be 3 to 50"],
])("POST /urls rejects the code %s and points to the field", async (short_code, detail) => {
  const { status, body } = await send("POST", urls, { original_url, short_code });

  expect(status).toBe(422);
  expect(body.errors).toEqual([{ pointer: "/short_code", detail: expect.stringContaining(detail) }]);
});

const readable = /^[a-z]+-[a-z]+-\d{2,}$/;

test("code_style gives readable codes in every request that generates one", async () => {
  const one = await send("POST", urls, { original_url, code_style: "readable" });
  const tagged = await send("POST", urls, { original_url, code_style: "readable", tags: ["a"] });
  const bulk = await send("POST", `${urls}/bulk`, [{ original_url, code_style: "readable" }]);
  const upserted = await send("PUT", `${urls}/by-external-id/readable-1`, { original_url, code_style: "readable" });
  const added = await send("POST", `${urls}/${one.body.id}/codes`, { code_style: "readable" });
  const imported = await api.call("POST", `${urls}/import`, {
    token: ann.token,
    headers: { "content-type": "text/csv" },
    body: `original_url,code_style\n${original_url},readable\n`,
  });
  const made = [one, tagged, upserted, added].map(({ body }) => body);

  for (const body of [...made, bulk.body.results[0], imported.body.results[0]])
    expect(body.short_code).toMatch(readable);
  expect(added.body.is_custom).toBe(false);
  expect((await send("POST", urls, { original_url })).body.short_code).toMatch(/^\w{7}$/);
  expect(
    (await send("POST", urls, { original_url, code_style: "readable", short_code: "my-own" })).body.short_code,
  ).toBe("my-own");
  expect((await send("POST", urls, { original_url, code_style: "funny" })).body.errors).toMatchObject([
    { pointer: "/code_style" },
  ]);
});
