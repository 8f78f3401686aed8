import type { LinkRules } from "@shunt/contracts/links";
import { createLockKeys } from "@shunt/decision";
import { aCachedDomain, aCachedLink } from "@shunt/testing";
import { expect, test, vi } from "vitest";
import { anApp } from "../testing/an-app.ts";

/** An app whose stores have these links only; memory is empty. */
function anAppWith(links: Record<string, { url: string; rules?: LinkRules }>, { missLimit = 60, rules = {} } = {}) {
  const app = anApp(null, { missLimit, isCold: true, domain: { rules } });
  app.find.mockImplementation(async (_domainId, code) => ({
    link: links[code] === undefined ? null : aCachedLink({ id: code, rules: null, ...links[code] }),
    source: "postgres",
  }));
  const locationOf = async (path: string) => {
    const answer = await app.visit(path);
    return answer.headers.get("location") ?? answer.status;
  };
  return { ...app, locationOf };
}

const lock = createLockKeys().publicKey;
const plain = { url: "https://a.example/plain" };
const appending = { url: "https://a.example/docs?x=1", rules: { forward_path: "append" } } as const;
const gh = { url: "https://github.com/%7B1%7D" };
const ignoring = { url: "https://a.example/one", rules: { forward_path: "ignore" } } as const;

test.each([
  ["/guide/a/b/?q", "https://a.example/docs/a/b/?x=1"],
  ["/guide/index.html", "https://a.example/docs/index.html?x=1"],
  ["/guide", "https://a.example/docs?x=1"],
  ["/guide/", "https://a.example/docs?x=1"],
  ["/one/a", "https://a.example/one"],
  ["/plain/a", 404],
  ["/none/a", 404],
  ["/guide/../a", 404],
  ["/guide//evil.example", 404],
  ["/guide/..%2fa", 404],
  ["/guide%2Fa", 404],
])("GET %s with forward_path leads to %s", async (path, expected) => {
  const { locationOf } = anAppWith({ guide: appending, one: ignoring, plain });

  expect(await locationOf(path)).toBe(expected);
});

test.each([
  ["in another case", "/GUIDE", "guide"],
  ["before pasted text", "/guide请", "guide"],
  ["before a path", "/Guide/a", "guide"],
])("{short_code} is the code of the link, however the visitor writes it: %s", async (_how, path, code) => {
  const echo = {
    url: "https://a.example/%7Bshort_code%7D",
    rules: { placeholders: true, forward_path: "ignore" },
  } as const;
  const { visit, deps } = anAppWith({ guide: echo });
  vi.spyOn(deps.domains, "findInMemory").mockReturnValue(aCachedDomain({ isCaseSensitive: false }));

  const answer = await visit(encodeURI(path));

  expect(answer.headers.get("location")).toBe(`https://a.example/${code}`);
});

test("forward_path has a default per domain, which a link can turn off", async () => {
  const off = { ...plain, rules: { forward_path: "not_found" } } as const;
  const { locationOf } = anAppWith({ plain, off: off }, { rules: { forward_path: "append" } });

  expect([await locationOf("/plain/a"), await locationOf("/off/a")]).toEqual(["https://a.example/plain/a", 404]);
});

test.each([
  ["/guide/日本", "https://a.example/docs/%E6%97%A5%E6%9C%AC?x=1"],
  ["/guide/日本/a", "https://a.example/docs/%E6%97%A5%E6%9C%AC/a?x=1"],
  ["/guide/ä.html", "https://a.example/docs/%C3%A4.html?x=1"],
  ["/guide/🦊", "https://a.example/docs/%F0%9F%A6%8A?x=1"],
  ["/guide/*", "https://a.example/docs/*?x=1"],
  ["/gh/日本", "https://github.com/%E6%97%A5%E6%9C%AC"],
  ["/one/日本", "https://a.example/one"],
  ["/plain/请", "https://a.example/plain"],
  ["/guide/请/a/b", "https://a.example/exact"],
])("GET %s reads text of any script behind a slash as path first: %s", async (path, expected) => {
  const exact = { url: "https://a.example/exact" };
  const links = { guide: appending, one: ignoring, plain, gh: plain, "gh/*": gh, "guide/请/a/b": exact };
  const { locationOf, deps } = anAppWith(links);

  expect(await locationOf(encodeURI(path))).toBe(expected);

  // The same from memory.
  vi.spyOn(deps.resolver, "findInMemory").mockImplementation((_domainId, code) => ({
    link: code in links ? aCachedLink({ id: code, rules: null, ...links[code as keyof typeof links] }) : null,
    source: "memory",
  }));
  expect(await locationOf(encodeURI(path))).toBe(expected);
});

test("GET of text behind a code in memory costs no look-up above the limit of misses", async () => {
  const { visit, find, deps } = anAppWith({ plain }, { missLimit: 1 });
  const isPlain = (code: string) => code === "plain";
  vi.spyOn(deps.resolver, "isInMemory").mockImplementation((_domainId, code) => isPlain(code));
  vi.spyOn(deps.resolver, "findInMemory").mockImplementation((_domainId, code) =>
    isPlain(code) ? { link: aCachedLink({ id: "plain", rules: null, ...plain }), source: "memory" } : undefined,
  );
  const statusOf = async (path: string) => (await visit(encodeURI(path))).status;

  expect([await statusOf("/plain/é.x"), await statusOf("/none"), await statusOf("/plain/ö/x.y")]).toEqual([
    302, 404, 429,
  ]);
  expect(await statusOf("/plain")).toBe(302);
  expect(find.mock.calls.map(([, code]) => code)).toEqual(["plain/*", "none"]);
});

test.each([
  ["the exact code", "/gh/shunt", { "gh/shunt": plain, "gh/*": gh }, plain.url],
  ["the wildcard", "/gh/shunt", { "gh/*": gh }, "https://github.com/shunt"],
  ["the longest wildcard", "/gh/a/b", { "gh/*": gh, "gh/a/*": plain }, plain.url],
  ["the wildcard before a code that appends", "/guide/a", { guide: appending, "guide/*": gh }, "https://github.com/a"],
  [
    "a code that appends behind a shorter one that does not",
    "/gh/guide/a",
    { "gh/guide": appending, "gh/*": gh },
    "https://a.example/docs/a?x=1",
  ],
  ["no wildcard for its own prefix", "/gha", { "gha/*": gh }, 404],
  ["no wildcard by its own name", "/gh/*", { "gh/*": plain, "*": gh }, plain.url],
  ["a wildcard on a path that is no code", "/gh/a.b/c", { "gh/*": gh }, "https://github.com/a.b"],
])("GET resolves %s", async (_which, path, links, expected) => {
  expect(await anAppWith(links).locationOf(path)).toBe(expected);
});

test.each([
  ["/gh/shunt/docs+", "https://sho.rt/gh/shunt/docs", "https://github.com/shunt"],
  ["/guide/a%2B", "https://sho.rt/guide/a", "https://a.example/docs/a?x=1"],
  ["/guide/index.html+", "https://sho.rt/guide/index.html", "https://a.example/docs/index.html?x=1"],
  ["/gh/a.b+", "https://sho.rt/gh/a.b", "https://github.com/a.b"],
  ["/one/a+", "https://sho.rt/one/a", "https://a.example/one"],
  ["/guide+", "https://sho.rt/guide", "https://a.example/docs?x=1"],
])("GET %s previews where the path behind the code leads", async (path, shortUrl, destination) => {
  const { visit } = anAppWith({ guide: appending, one: ignoring, "gh/*": gh });

  expect(await (await visit(path)).json()).toMatchObject({ short_url: shortUrl, destination });
});

test.each([
  ["/plain/a+", { plain }],
  ["/gh+", { "gh/*": gh }],
  ["/guide/../a+", { guide: appending }],
  ["/gh/a+", { "gh/*": { ...gh, rules: { lock } } }],
  ["/gh/shunt/pixel.gif", { "gh/*": gh }],
])("GET %s is an unknown code", async (path, links) => {
  expect((await anAppWith(links).visit(path)).status).toBe(404);
});

const browser = { accept: "text/html" };
const crawler = { ...browser, "user-agent": "facebookexternalhit/1.1" };
const card = { title: "Docs" };

test.each([
  ["/guide/a/b", { guide: { ...appending, rules: { ...appending.rules, card } } }],
  ["/gh/shunt/docs", { "gh/*": { ...gh, rules: { card } } }],
])("the card of %s names the visited URL, so that crawlers keep the path behind the code", async (path, links) => {
  const page = await (await anAppWith(links).visit(path, { headers: crawler })).text();

  expect(page).toContain(`<meta property="og:url" content="https://sho.rt${path}">`);
});

test.each([
  ["/guide/a/b", "guide", { guide: { ...appending, rules: { ...appending.rules, lock } } }],
  ["/gh/shunt/docs", "gh/*", { "gh/*": { ...gh, rules: { lock } } }],
])("the form for the password of %s returns to the visited path", async (path, code, links) => {
  const page = await (await anAppWith(links).visit(`${path}?a=1`, { headers: browser })).text();

  expect(page).toContain(`name="code" value="${code}"`);
  expect(page).toContain(`name="target" value="${path}?a=1"`);
});

test("the button of a one-time link leads on to the visited path", async () => {
  const { visit, deps } = anAppWith({ guide: { ...appending, rules: { ...appending.rules, max_clicks: 1 } } });
  vi.spyOn(deps.uses, "count").mockReturnValue(0);
  vi.spyOn(deps.uses, "take").mockReturnValue({ clicks: 0, taken: true } as never);
  const first = await (await visit("/guide/a?x=2", { headers: browser })).text();

  const second = await visit("/guide/a?shunt_continue=x%3D2", { headers: browser });

  // The form keeps the path of the page.
  expect(first).toContain('<form method="get" action="?">');
  expect(second.headers.get("location")).toBe("https://a.example/docs/a?x=1");
});

test("a visit by a wildcard is a click of its link, with the stored destination", async () => {
  const { visit, append } = anAppWith({ "gh/*": gh });

  await visit("/gh/shunt");

  expect(append).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ linkId: "gh/*", destination: gh.url }));
});

test("GET with a path that no link takes counts as one miss, and costs no look-up above the limit", async () => {
  const { visit, find } = anAppWith({}, { missLimit: 2 });

  const statuses = [];
  for (const path of ["/abc/x.html", "/abd/x.html", "/abe/x.html"]) statuses.push((await visit(path)).status);

  expect(statuses).toEqual([404, 404, 429]);
  expect(find).toHaveBeenCalledTimes(4);
});

test("GET with a path that cannot be forwarded costs no look-up", async () => {
  const { visit, find } = anAppWith({ guide: appending });

  for (const path of ["/guide//x", "/guide/../x", "/a.b/c", "/%zz/x", "/api/x", "/shunt/doctor"])
    expect((await visit(path)).status).toBe(404);
  expect(find).not.toHaveBeenCalled();
});
