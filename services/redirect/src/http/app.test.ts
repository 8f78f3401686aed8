import type { CachedDomain } from "@shunt/contracts/cached";
import { Problem } from "@shunt/contracts/problem";
import { createClientAddress, createLogger } from "@shunt/runtime";
import { aCachedDomain, aCachedLink } from "@shunt/testing";
import { expect, test, vi } from "vitest";
import { createRedirectMetrics } from "../redirect-metrics.ts";
import { anApp } from "../testing/an-app.ts";
import { noUses } from "../testing/no-uses.ts";
import { theDecide } from "../testing/the-decide.ts";
import { visitApp } from "../testing/visit-app.ts";
import { createApp } from "./app.ts";
import { createMissLimit } from "./miss-limit.ts";

test("GET /:code redirects with the link's status to its exact destination and records a click", async () => {
  const { visit, append } = anApp(
    aCachedLink({ id: "link", url: "https://example.com/%C3%BC?q=a%20b#c", status: 307 }),
  );

  const answer = await visit("/abc");

  expect(answer.status).toBe(307);
  expect(answer.headers.get("location")).toBe("https://example.com/%C3%BC?q=a%20b#c");
  expect(answer.headers.get("content-length")).toBe("0");
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
  expect(append).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ linkId: "link", ip: "192.0.2.7" }));
});

test("GET /:code lets browsers cache a permanent redirect for 90 seconds", async () => {
  const { visit } = anApp(aCachedLink({ status: 301 }));

  expect((await visit("/abc")).headers.get("cache-control")).toBe("private, max-age=90");
});

test("HEAD /:code answers with the headers of GET and records a HEAD", async () => {
  const { visit, append } = anApp(aCachedLink());

  const answer = await visit("/abc", { method: "HEAD" });

  expect(answer.status).toBe(302);
  expect(answer.headers.get("location")).toBe("https://example.com/");
  expect(append).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ purpose: "head" }));
});

test("GET /:code records a miss for an unknown code, up to the miss limit of the client", async () => {
  const { visit, append } = anApp(null, { missLimit: 1 });

  await visit("/nothing");
  await visit("/nothing");

  expect(append).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ linkId: "", missed: "1/nothing" }));
});

test("GET / answers 404 and records a miss of the empty code", async () => {
  const { visit, append } = anApp(aCachedLink());

  expect((await visit("/")).status).toBe(404);
  expect(append).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ linkId: "", missed: "1/" }));
});

test("GET /:code ignores punctuation pasted after the code", async () => {
  const { visit } = anApp(aCachedLink());

  expect((await visit("/abc).")).status).toBe(302);
});

test.each([
  ["an unknown code", "/abc", null, 404, "link-not-found"],
  ["a malformed code", "/a.b.c", aCachedLink(), 404, "link-not-found"],
  ["a nested path that is no code", "/abc//def", aCachedLink(), 404, "link-not-found"],
  ["the root", "/", aCachedLink(), 404, "link-not-found"],
  ["a disabled link", "/abc", aCachedLink({ isActive: false }), 404, "link-not-found"],
  ["an expired link", "/abc", aCachedLink({ expiresAt: 1 }), 410, "link-expired"],
  ["a blocked link", "/abc", aCachedLink({ isBlocked: true }), 451, "link-blocked"],
  ["unavailable stores", "/abc", new Problem("unavailable"), 503, "unavailable"],
  ["an unexpected error", "/abc", new Error("bug"), 500, "internal"],
])("GET with %s answers with a page or a problem and records no click", async (_case, path, link, status, code) => {
  const { visit, append } = anApp(link);

  const problem = await visit(path);
  const page = await visit(path, { headers: { accept: "text/html,*/*;q=0.8" } });

  expect(problem.status).toBe(status);
  expect(problem.headers.get("content-type")).toBe("application/problem+json");
  expect(await problem.json()).toMatchObject({ status, code });
  expect(page.status).toBe(status);
  expect(page.headers.get("content-type")).toContain("text/html");
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(await page.text()).toContain(`<p class="status">${status}</p>`);
  expect(page.headers.get("cache-control")).toBe("no-store");
  expect(append.mock.calls.every(([click]) => click.linkId === "")).toBe(true);
});

test("GET /:code redirects to the fallback of an expired link and records no click", async () => {
  const { visit, append } = anApp(aCachedLink({ status: 301, expiresAt: 1, fallbackUrl: "https://fallback.example/" }));

  const answer = await visit("/abc");

  expect(answer.status).toBe(302);
  expect(answer.headers.get("location")).toBe("https://fallback.example/");
  expect(append).not.toHaveBeenCalled();
});

test("GET /:code answers 503 with Retry-After while the stores are down", async () => {
  const { visit } = anApp(new Problem("unavailable"));

  expect((await visit("/abc")).headers.get("retry-after")).toBe("2");
});

test("HEAD with a malformed code answers 404", async () => {
  const { visit } = anApp(aCachedLink());

  expect((await visit("/abc//def", { method: "HEAD" })).status).toBe(404);
});

test("GET /:code echoes a safe X-Request-ID and replaces an unsafe one", async () => {
  const { visit } = anApp(aCachedLink());
  const idFor = async (id: string) =>
    (await visit("/abc", { headers: { "x-request-id": id } })).headers.get("x-request-id");

  expect(await idFor("trace-1234")).toBe("trace-1234");
  const replaced = [await idFor("<script>alert(1)</script>"), await idFor("<script>alert(1)</script>")];
  expect(replaced[0]).toMatch(/^[0-9a-f]{16}-\d+$/);
  expect(replaced[1]).not.toBe(replaced[0]);
});

test("GET /:code sends X-Robots-Tag noindex unless the link is indexable", async () => {
  const hidden = await anApp(aCachedLink()).visit("/abc");
  const listed = await anApp(aCachedLink({ isIndexable: true })).visit("/abc");

  expect(hidden.headers.get("x-robots-tag")).toBe("noindex");
  expect(listed.headers.get("x-robots-tag")).toBeNull();
});

test("GET /:code answers 429 with Retry-After above the miss limit", async () => {
  const guessing = anApp(null, { missLimit: 2 });
  const statuses = [];
  for (let i = 0; i < 3; i++) statuses.push((await guessing.visit("/abc")).status);
  const refused = await guessing.visit("/abc", { headers: { accept: "text/html" } });

  expect(statuses).toEqual([404, 404, 429]);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await refused.text()).toContain("Too many requests");
});

test("GET /:code records a visit as aborted if the visitor has closed the connection", async () => {
  const append = vi.fn();
  const app = createApp({
    decide: theDecide,
    uses: noUses,
    domains: { findInMemory: () => aCachedDomain(), find: async () => aCachedDomain() },
    resolver: {
      findInMemory: () => undefined,
      isInMemory: () => false,
      find: async () => ({ link: aCachedLink(), source: "postgres" }),
    },
    findFacts: async () => undefined,
    baseUrl: "https://sho.rt",
    appUrl: "https://app.example.com",
    spool: { append },
    missLimit: createMissLimit(0, Date.now),
    clientAddress: createClientAddress(""),
    metrics: createRedirectMetrics(),
    log: createLogger("test", "silent"),
    now: Date.now,
  });

  await visitApp(app, "/abc", { isAborted: true });

  expect(append).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ purpose: "aborted" }));
});

const fallbacks = {
  rootUrl: "https://example.com/root",
  notFoundUrl: "https://example.com/missing",
  expiredUrl: "https://example.com/over",
};

test.each([
  ["the root", "/", null, "https://example.com/root"],
  ["an unknown code", "/abc", null, "https://example.com/missing"],
  ["a malformed code", "/a.b.c", null, "https://example.com/missing"],
  ["a disabled link", "/abc", aCachedLink({ isActive: false }), "https://example.com/missing"],
  ["an expired link", "/abc", aCachedLink({ expiresAt: 1 }), "https://example.com/over"],
  [
    "an expired link with its own fallback",
    "/abc",
    aCachedLink({ expiresAt: 1, fallbackUrl: "https://example.com/own" }),
    "https://example.com/own",
  ],
])("GET with %s redirects to the fallback and records no click", async (_case, path, link, location) => {
  const { visit, append } = anApp(link, { domain: fallbacks });

  const answer = await visit(path);

  expect(answer.status).toBe(302);
  expect(answer.headers.get("location")).toBe(location);
  expect(append.mock.calls.every(([click]) => click.linkId === "")).toBe(true);
});

test("GET /:code answers 451 for a blocked link even if the domain has fallbacks", async () => {
  const { visit } = anApp(aCachedLink({ isBlocked: true }), { domain: fallbacks });

  expect((await visit("/abc")).status).toBe(451);
});

test("GET answers 429 above the miss limit even if the domain has fallbacks, except for the root", async () => {
  const { visit } = anApp(null, { missLimit: 1, domain: fallbacks });

  expect((await visit("/abc")).status).toBe(302);
  expect((await visit("/abd")).status).toBe(429);
  expect((await visit("/")).status).toBe(302);
});

test("GET /robots.txt answers with the policy of the domain, or 404 without one", async () => {
  const get = async (robots: CachedDomain["robots"]) => {
    const answer = await anApp(null, { domain: { robots } }).visit("/robots.txt");
    return [answer.status, answer.headers.get("content-type"), await answer.text()];
  };

  expect(await get("disallow")).toEqual([200, "text/plain; charset=utf-8", "User-agent: *\nDisallow: /\n"]);
  expect(await get("allow")).toEqual([200, "text/plain; charset=utf-8", "User-agent: *\nAllow: /\n"]);
  expect((await get(null))[0]).toBe(404);
});

test("GET /:code looks up codes of a case-insensitive domain in lower case", async () => {
  const { visit, findInMemory } = anApp(aCachedLink(), { domain: { id: 7, isCaseSensitive: false } });

  await visit("/SaLe");

  expect(findInMemory).toHaveBeenCalledExactlyOnceWith(7, "sale");
});

test("GET with a malformed code answers 404 even if the domain look-up fails", async () => {
  const app = anApp(null);
  const domains = { findInMemory: () => undefined, find: () => Promise.reject(new Problem("unavailable")) };
  const unknown = createApp({ ...app.deps, domains });

  expect((await visitApp(unknown, "/a.b.c")).status).toBe(404);
});

test("GET /:code above the miss limit answers 429 without a look-up if the code is not in memory", async () => {
  const exists = anApp(aCachedLink(), { missLimit: 1, isCold: true });
  exists.deps.missLimit.count("192.0.2.7");
  const isMissing = anApp(null, { missLimit: 1, isCold: true });
  isMissing.deps.missLimit.count("192.0.2.7");

  for (const { visit, find } of [exists, isMissing]) {
    const answer = await visit("/abc");
    expect([answer.status, Number(answer.headers.get("retry-after"))]).toEqual([429, expect.any(Number)]);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(2);
    expect(find).not.toHaveBeenCalled();
  }
});

test("GET /:code above the miss limit still redirects to links in memory, fresh or stale", async () => {
  const fresh = anApp(aCachedLink(), { missLimit: 1 });
  const stale = anApp(aCachedLink(), { missLimit: 1, isCold: true, isInMemory: true });

  for (const { visit, deps } of [fresh, stale]) {
    deps.missLimit.count("192.0.2.7");
    expect((await visit("/abc")).status).toBe(302);
  }
});

test("GET /:code makes no more look-ups than the miss limit in a burst of misses", async () => {
  const { visit, find } = anApp(null, { missLimit: 5, isCold: true });

  const statuses = await Promise.all(Array.from({ length: 100 }, async () => (await visit("/abc")).status));

  expect(find).toHaveBeenCalledTimes(5);
  expect(statuses.filter(status => status === 429)).toHaveLength(95);
});

test("GET with an absolute target uses its host instead of the Host header", async () => {
  const { deps } = anApp(aCachedLink());
  const findInMemory = vi.fn(() => aCachedDomain());
  const app = createApp({ ...deps, domains: { ...deps.domains, findInMemory } });
  const visit = (url: string) => visitApp(app, url, { headers: { host: "a.example" } });

  expect((await visit("http://b.example:8000/abc")).status).toBe(302);
  expect((await visit("/abc")).status).toBe(302);

  expect(findInMemory.mock.calls).toEqual([["b.example:8000"], ["a.example"]]);
});

test("GET /:code answers 400 for a malformed host", async () => {
  const { deps } = anApp(aCachedLink());
  const findInMemory = () => {
    throw new Problem("malformed-request");
  };
  const app = createApp({ ...deps, domains: { ...deps.domains, findInMemory } });

  expect((await visitApp(app, "/abc")).status).toBe(400);
});
