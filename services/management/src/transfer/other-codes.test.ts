import { createLinkCache, createRedis, settled } from "@shunt/cache";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let ann: { token: string };
beforeAll(async () => {
  api = await startTestApi();
  ann = await api.signUp();
  await api.addDomain(ann.token, "go.example.com");
});
afterAll(() => api.stop());

const urls = "/api/v1/urls";
const original_url = "https://example.com/";
const call = (method: string, path: string, body?: unknown, { token } = ann) =>
  api.call(method, path, { token, ...(body !== undefined && { body }) });
const importCsv = async (csv: string, query = "") =>
  (
    await api.call("POST", `${urls}/import${query}`, {
      body: csv,
      headers: { "content-type": "text/csv" },
      token: ann.token,
    })
  ).body;
const exportAs = async (format: string, { token } = ann) =>
  (await fetch(`${api.url}${urls}/export?format=${format}`, { headers: { authorization: `Bearer ${token}` } })).text();
const codesOf = async (ref: string) =>
  (await call("GET", `${urls}/${ref}/codes`)).body.items.map((each: { short_url: string }) => each.short_url);
const exists = async (code: string) => (await call("GET", `${urls}/${code}`)).status === 200;

test("an export has all codes of a link, and its import restores them", async () => {
  const bob = await api.signUp();
  const { body: link } = await call("POST", urls, { original_url, short_code: "autumn" }, bob);
  await call("POST", `${urls}/${link.id}/codes`, { short_code: "herbst" }, bob);
  await call("POST", `${urls}/${link.id}/codes`, { short_code: "fall" }, bob);
  const [csv, ndjson] = [await exportAs("csv", bob), await exportAs("ndjson", bob)];
  await call("DELETE", `${urls}/${link.id}`, undefined, bob);

  const imported = await importCsv(csv);

  expect(JSON.parse(ndjson)).toMatchObject({ short_code: "autumn", other_codes: ["herbst", "fall"] });
  expect(imported).toMatchObject({ succeeded: 1, failed: 0 });
  expect(await codesOf("autumn")).toEqual(["https://sho.rt/autumn", "https://sho.rt/fall", "https://sho.rt/herbst"]);
});

test("further codes on other domains are exported as short URLs, and imported there", async () => {
  const other_codes = ["https://go.example.com/sommer", "ete"];
  const { body: link } = await call("POST", urls, { original_url, short_code: "summer", other_codes });
  const row = (await exportAs("ndjson")).split("\n").find(line => line.includes(link.id)) as string;
  await call("DELETE", `${urls}/${link.id}`);

  const cell = JSON.parse(row).other_codes.join(",");
  const imported = await importCsv(`original_url,domain,short_code,other_codes\n${original_url},,summer,"${cell}"\n`);

  expect(cell.split(",").sort()).toEqual(["ete", "https://go.example.com/sommer"]);
  expect(imported).toMatchObject({ succeeded: 1 });
  expect((await codesOf("summer")).sort()).toEqual([
    "https://go.example.com/sommer",
    "https://sho.rt/ete",
    "https://sho.rt/summer",
  ]);
});

test("an import moves further codes of foreign domains to the link's domain", async () => {
  const imported = await importCsv(
    `original_url,short_code,other_codes\n${original_url},winter,https://old.example/hiver\n`,
  );

  expect(imported).toMatchObject({ succeeded: 1, unmatched_domains: ["old.example"] });
  expect(await codesOf("winter")).toEqual(["https://sho.rt/winter", "https://sho.rt/hiver"]);
});

test.each(["", "?dry_run=true"])("an import%s rejects only the rows whose codes are taken", async query => {
  const name = query === "" ? "real" : "dry";
  await call("POST", urls, { original_url, short_code: `${name}-taken` });
  const rows = [
    `${name}-one,${name}-two`,
    `${name}-three,${name}-taken`,
    `${name}-four,${name}-two`,
    `${name}-five,${name}-five`,
    `${name}-two,`,
    `${name}-six,${name}-seven`,
  ];

  const { results } = await importCsv(
    `original_url,short_code,other_codes\n${rows.map(row => `${original_url},${row}`).join("\n")}\n`,
    query,
  );

  const codes = results.map(({ problem }: { problem?: { code: string } }) => problem?.code ?? "created");
  expect(codes).toEqual(["created", ...Array(4).fill("alias-taken"), "created"]);
  expect(await exists(`${name}-three`)).toBe(false);
  expect(await exists(`${name}-seven`)).toBe(query === "");
});

test("the cache learns every code of a new link", async () => {
  await call("POST", urls, { original_url, short_code: "spring", other_codes: ["fruehling"] });

  const redis = createRedis({ url: api.redis.url, name: "test", commandTimeoutMs: 5_000, onError: () => {} });
  await settled(redis);
  const cached = await createLinkCache(redis).findMany(["spring", "fruehling"].map(code => ({ domainId: 1, code })));
  redis.disconnect();
  expect(cached.map(link => link?.url)).toEqual([original_url, original_url]);
});

test.each([
  [{ other_codes: ["a"] }, "/other_codes/0"],
  [{ other_codes: ["admin"] }, "/other_codes/0"],
  [{ other_codes: Array.from({ length: 50 }, (_, i) => `many-${i}`) }, "/other_codes"],
  [{ other_codes: ["further"], reuse: true }, "/reuse"],
])("createLink rejects %j", async (fields, pointer) => {
  expect((await call("POST", urls, { original_url, ...fields })).body.errors).toMatchObject([{ pointer }]);
});

test("createLink rejects further codes on domains of others, and without an account", async () => {
  const foreign = await call("POST", urls, { original_url, other_codes: ["https://theirs.example.com/code"] });
  const anonymous = await api.call("POST", urls, { body: { original_url, other_codes: ["further"] } });

  expect(foreign.body.code).toBe("domain-not-found");
  expect(anonymous.body.errors).toMatchObject([{ pointer: "/other_codes" }]);
});
