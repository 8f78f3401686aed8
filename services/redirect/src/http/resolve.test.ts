import type { CachedLink } from "@shunt/contracts/cached";
import { aCachedLink } from "@shunt/testing";
import { expect, test, vi } from "vitest";
import { anApp } from "../testing/an-app.ts";

/** An app whose stores have links with these codes only; memory is empty. */
function anAppWith(codes: readonly string[], options: { missLimit?: number; isCaseSensitive?: boolean } = {}) {
  const { missLimit = 60, isCaseSensitive = true } = options;
  const app = anApp(null, { missLimit, isCold: true, domain: { isCaseSensitive } });
  app.find.mockImplementation(async (_domainId, code) => {
    const link: CachedLink | null = codes.includes(code)
      ? aCachedLink({ url: `https://${code.length}.example/` })
      : null;
    return { link, source: "postgres" };
  });
  const lookedUp = () => app.find.mock.calls.map(([, code]) => code);
  return { ...app, lookedUp };
}

test.each([
  ["the whole", ["abc请点击", "abc"], "/abc%E8%AF%B7%E7%82%B9%E5%87%BB", ["abc请点击"], 302],
  ["the code before text of another script", ["abc"], "/abc%E8%AF%B7", ["abc请", "abc"], 302],
  ["the code before an emoji", ["abc"], "/abc%F0%9F%91%8D", ["abc👍", "abc"], 302],
  ["segments", ["docs-2/v2/intro"], "/docs-2/v2/intro/", ["docs-2/v2/intro"], 302],
  ["neither", [], "/abc%E8%AF%B7", ["abc请", "abc"], 404],
  ["an unknown plain code, once", [], "/abc.", ["abc"], 404],
])("GET with a path that may mean several codes finds %s", async (_what, codes, path, expected, status) => {
  const { visit, lookedUp } = anAppWith(codes);

  expect((await visit(path)).status).toBe(status);
  expect(lookedUp()).toEqual(expected);
});

test("GET with a path that may mean two codes counts as one miss, recorded by the longer code", async () => {
  const { visit, append } = anAppWith([], { missLimit: 2 });

  const statuses = [];
  for (const path of ["/abc%E8%AF%B7", "/def%E8%AF%B7", "/ghi%E8%AF%B7"]) statuses.push((await visit(path)).status);

  expect(statuses).toEqual([404, 404, 429]);
  expect(append.mock.calls.map(([{ missed }]) => missed)).toEqual(["1/abc请", "1/def请"]);
});

test("GET with a path that may mean two codes asks the miss limit again, not the stores, once both are known to be missing", async () => {
  const { visit, find } = anApp(null, { missLimit: 1 });

  expect([(await visit("/abc%E8%AF%B7")).status, (await visit("/abc%E8%AF%B7")).status]).toEqual([404, 429]);
  expect(find).not.toHaveBeenCalled();
});

test("GET looks up codes in lower case on a domain that ignores case, in every script", async () => {
  const { visit, lookedUp } = anAppWith(["straße/кодé"], { isCaseSensitive: false });

  expect((await visit("/STRA%C3%9Fe/%D0%9A%D0%9E%D0%94E%CC%81")).status).toBe(302);
  expect(lookedUp()).toEqual(["straße/кодé"]);
});

test.each([
  ["segments behind", (i: number) => `/abc/x${i}/y`],
  ["letters of another script behind", (i: number) => `/abc%E8%AF%B${i}`],
])("GET with %s a known code counts as a miss, and costs no look-up above the limit", async (_what, toPath) => {
  const app = anAppWith([], { missLimit: 2 });
  const known = { link: aCachedLink({ rules: null, url: "https://a.example/" }), source: "memory" as const };
  const isKnown = (_domainId: number, code: string) => code === "abc";
  vi.spyOn(app.deps.resolver, "isInMemory").mockImplementation(isKnown);
  app.findInMemory.mockImplementation((_domainId, code) =>
    isKnown(1, code) ? { ...known, link: { ...known.link, isActive: false } } : undefined,
  );

  const statuses = [];
  for (let i = 1; i <= 5; i++) statuses.push((await app.visit(toPath(i))).status);
  const lookedUp = app.lookedUp().length;
  await app.visit(toPath(6));

  expect(statuses).toEqual([404, 404, 429, 429, 429]);
  expect(app.lookedUp()).toHaveLength(lookedUp);
});
