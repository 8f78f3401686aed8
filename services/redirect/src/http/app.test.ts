import type { CachedDomain } from "@shunt/contracts/cached";
import { Problem } from "@shunt/contracts/problem";
import { createClientAddress, createLogger } from "@shunt/runtime";
import { aCachedDomain, aCachedLink } from "@shunt/testing";
import { expect, test, vi } from "vitest";
import type { LinkResolver } from "../links/link-resolver.ts";
import type { Known } from "../links/memory-cache.ts";
import { createRedirectMetrics } from "../redirect-metrics.ts";
import { type AppDeps, createApp } from "./app.ts";
import { createMissLimit } from "./miss-limit.ts";

interface AppOptions {
  missLimit?: number;
  domain?: Partial<CachedDomain>;
  /** The link is not in memory, or is there and no longer fresh. */
  isCold?: boolean;
  isKnown?: boolean;
}

/** The app over one link; `visit` sends a request as a browser on 192.0.2.7 would. */
function anApp(link: Known | Error, options: AppOptions = {}) {
  const { missLimit = 60, domain = {}, isCold = false, isKnown = false } = options;
  const append = vi.fn();
  const known = vi.fn<LinkResolver["known"]>(() =>
    link instanceof Error || isCold ? undefined : { link, source: "memory" },
  );
  const find = vi.fn<LinkResolver["find"]>(async () => {
    if (link instanceof Error) throw link;
    return { link, source: "postgres" };
  });
  const deps: AppDeps = {
    domains: { known: () => aCachedDomain(domain), find: async () => aCachedDomain(domain) },
    resolver: { known, find, has: () => isKnown },
    spool: { append },
    missLimit: createMissLimit(missLimit, Date.now),
    clientAddress: createClientAddress(""),
    metrics: createRedirectMetrics(),
    log: createLogger("test", "silent"),
    now: Date.now,
  };
  const app = createApp(deps);
  const visit = (path: string, { method = "GET", headers = {} } = {}) => {
    const incoming = { method, headers, url: path, socket: { remoteAddress: "192.0.2.7", destroyed: false } };
    return app.request(path, { method, headers }, { incoming });
  };
  return { visit, append, known, find, deps };
}

test("a link redirects with its status to its destination, byte for byte, and is counted", async () => {
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

test("a permanent redirect is cached by the browser for 90 seconds only", async () => {
  const { visit } = anApp(aCachedLink({ status: 301 }));

  expect((await visit("/abc")).headers.get("cache-control")).toBe("private, max-age=90");
});

test("HEAD gets the headers of GET, and is recorded as HEAD", async () => {
  const { visit, append } = anApp(aCachedLink());

  const answer = await visit("/abc", { method: "HEAD" });

  expect(answer.status).toBe(302);
  expect(answer.headers.get("location")).toBe("https://example.com/");
  expect(append).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ purpose: "head" }));
});

test("an unknown code is recorded as a miss, up to the miss limit of the client", async () => {
  const { visit, append } = anApp(null, { missLimit: 1 });

  await visit("/nothing");
  await visit("/nothing");

  expect(append).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ linkId: "", missed: "1/nothing" }));
});

test("the root of a domain is 404, and recorded under the empty code", async () => {
  const { visit, append } = anApp(aCachedLink());

  expect((await visit("/")).status).toBe(404);
  expect(append).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ linkId: "", missed: "1/" }));
});

test("punctuation that was pasted with the code is ignored", async () => {
  const { visit } = anApp(aCachedLink());

  expect((await visit("/abc).")).status).toBe(302);
});

test.each([
  ["unknown", "/abc", null, 404, "link-not-found"],
  ["malformed", "/a.b.c", aCachedLink(), 404, "link-not-found"],
  ["nested", "/abc/def", aCachedLink(), 404, "link-not-found"],
  ["the root", "/", aCachedLink(), 404, "link-not-found"],
  ["disabled", "/abc", aCachedLink({ isActive: false }), 404, "link-not-found"],
  ["expired", "/abc", aCachedLink({ expiresAt: 1 }), 410, "link-expired"],
  ["blocked", "/abc", aCachedLink({ isBlocked: true }), 451, "link-blocked"],
  ["beyond reach", "/abc", new Problem("unavailable"), 503, "unavailable"],
  ["broken", "/abc", new Error("bug"), 500, "internal"],
])("%s: a problem for programs, a page for people, and no click", async (_state, path, link, status, code) => {
  const { visit, append } = anApp(link);

  const forPrograms = await visit(path);
  const forPeople = await visit(path, { headers: { accept: "text/html,*/*;q=0.8" } });

  expect(forPrograms.status).toBe(status);
  expect(forPrograms.headers.get("content-type")).toBe("application/problem+json");
  expect(await forPrograms.json()).toMatchObject({ status, code });
  expect(forPeople.status).toBe(status);
  expect(forPeople.headers.get("content-type")).toContain("text/html");
  expect(forPeople.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(await forPeople.text()).toContain(`<p class="status">${status}</p>`);
  expect(forPeople.headers.get("cache-control")).toBe("no-store");
  expect(append.mock.calls.every(([click]) => click.linkId === "")).toBe(true);
});

test("an expired link with a fallback sends the visitor there, uncounted", async () => {
  const { visit, append } = anApp(aCachedLink({ status: 301, expiresAt: 1, fallbackUrl: "https://fallback.example/" }));

  const answer = await visit("/abc");

  expect(answer.status).toBe(302);
  expect(answer.headers.get("location")).toBe("https://fallback.example/");
  expect(append).not.toHaveBeenCalled();
});

test("503 carries Retry-After", async () => {
  const { visit } = anApp(new Problem("unavailable"));

  expect((await visit("/abc")).headers.get("retry-after")).toBe("2");
});

test("HEAD of a malformed code is 404 like GET", async () => {
  const { visit } = anApp(aCachedLink());

  expect((await visit("/abc/def", { method: "HEAD" })).status).toBe(404);
});

test("other methods are 405 with Allow", async () => {
  const { visit } = anApp(aCachedLink());

  const answer = await visit("/abc", { method: "POST" });

  expect(answer.status).toBe(405);
  expect(answer.headers.get("allow")).toBe("GET, HEAD");
});

test("a safe request id is kept, an unsafe one replaced", async () => {
  const { visit } = anApp(aCachedLink());
  const idFor = async (id: string) =>
    (await visit("/abc", { headers: { "x-request-id": id } })).headers.get("x-request-id");

  expect(await idFor("trace-1234")).toBe("trace-1234");
  const replaced = [await idFor("<script>alert(1)</script>"), await idFor("<script>alert(1)</script>")];
  expect(replaced[0]).toMatch(/^[0-9a-f]{16}-\d+$/);
  expect(replaced[1]).not.toBe(replaced[0]);
});

test("a short link is noindex unless it is indexable", async () => {
  const hidden = await anApp(aCachedLink()).visit("/abc");
  const listed = await anApp(aCachedLink({ isIndexable: true })).visit("/abc");

  expect(hidden.headers.get("x-robots-tag")).toBe("noindex");
  expect(listed.headers.get("x-robots-tag")).toBeNull();
});

test("misses beyond the limit are 429 with Retry-After", async () => {
  const guessing = anApp(null, { missLimit: 2 });
  const statuses = [];
  for (let i = 0; i < 3; i++) statuses.push((await guessing.visit("/abc")).status);
  const refused = await guessing.visit("/abc", { headers: { accept: "text/html" } });

  expect(statuses).toEqual([404, 404, 429]);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await refused.text()).toContain("Too many requests");
});

test("a visitor who has hung up is recorded as aborted", async () => {
  const append = vi.fn();
  const app = createApp({
    domains: { known: () => aCachedDomain(), find: async () => aCachedDomain() },
    resolver: {
      known: () => undefined,
      has: () => false,
      find: async () => ({ link: aCachedLink(), source: "postgres" }),
    },
    spool: { append },
    missLimit: createMissLimit(0, Date.now),
    clientAddress: createClientAddress(""),
    metrics: createRedirectMetrics(),
    log: createLogger("test", "silent"),
    now: Date.now,
  });

  await app.request("/abc", {}, { incoming: { method: "GET", headers: {}, url: "/abc", socket: { destroyed: true } } });

  expect(append).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ purpose: "aborted" }));
});

const sending = {
  rootUrl: "https://example.com/root",
  notFoundUrl: "https://example.com/missing",
  expiredUrl: "https://example.com/over",
};

test.each([
  ["the root", "/", null, "https://example.com/root"],
  ["an unknown code", "/abc", null, "https://example.com/missing"],
  ["a malformed code", "/a.b.c", null, "https://example.com/missing"],
  ["a disabled link", "/abc", aCachedLink({ isActive: false }), "https://example.com/missing"],
  ["a link that is over", "/abc", aCachedLink({ expiresAt: 1 }), "https://example.com/over"],
  [
    "a link that is over and has a fallback",
    "/abc",
    aCachedLink({ expiresAt: 1, fallbackUrl: "https://example.com/own" }),
    "https://example.com/own",
  ],
])("the domain sends visitors of %s elsewhere, and counts no click of a link", async (_what, path, link, location) => {
  const { visit, append } = anApp(link, { domain: sending });

  const answer = await visit(path);

  expect(answer.status).toBe(302);
  expect(answer.headers.get("location")).toBe(location);
  expect(append.mock.calls.every(([click]) => click.linkId === "")).toBe(true);
});

test("a blocked link is 451, whatever fallbacks the domain has", async () => {
  const { visit } = anApp(aCachedLink({ isBlocked: true }), { domain: sending });

  expect((await visit("/abc")).status).toBe(451);
});

test("misses beyond the limit are 429 despite a fallback of the domain; the root is no miss", async () => {
  const { visit } = anApp(null, { missLimit: 1, domain: sending });

  expect((await visit("/abc")).status).toBe(302);
  expect((await visit("/abd")).status).toBe(429);
  expect((await visit("/")).status).toBe(302);
});

test("robots.txt is the policy of the domain, and 404 without one", async () => {
  const told = async (robots: CachedDomain["robots"]) => {
    const answer = await anApp(null, { domain: { robots } }).visit("/robots.txt");
    return [answer.status, answer.headers.get("content-type"), await answer.text()];
  };

  expect(await told("disallow")).toEqual([200, "text/plain; charset=utf-8", "User-agent: *\nDisallow: /\n"]);
  expect(await told("allow")).toEqual([200, "text/plain; charset=utf-8", "User-agent: *\nAllow: /\n"]);
  expect((await told(null))[0]).toBe(404);
});

test("codes of a case-insensitive domain are looked up in lower case", async () => {
  const { visit, known } = anApp(aCachedLink(), { domain: { id: 7, isCaseSensitive: false } });

  await visit("/SaLe");

  expect(known).toHaveBeenCalledExactlyOnceWith(7, "sale");
});

test("a malformed code is 404 even if the domain cannot be found", async () => {
  const app = anApp(null);
  const domains = { known: () => undefined, find: () => Promise.reject(new Problem("unavailable")) };
  const unknown = createApp({ ...app.deps, domains });
  const incoming = { method: "GET", headers: {}, url: "/a.b.c", socket: { remoteAddress: "192.0.2.7" } };

  expect((await unknown.request("/a.b.c", {}, { incoming })).status).toBe(404);
});

test("beyond the miss limit a code that is not in memory is 429, whether it exists or not, and is not looked up", async () => {
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

test("beyond the miss limit links in memory redirect, fresh or not", async () => {
  const fresh = anApp(aCachedLink(), { missLimit: 1 });
  const stale = anApp(aCachedLink(), { missLimit: 1, isCold: true, isKnown: true });

  for (const { visit, deps } of [fresh, stale]) {
    deps.missLimit.count("192.0.2.7");
    expect((await visit("/abc")).status).toBe(302);
  }
});

test("a burst of misses costs as many look-ups as the limit allows", async () => {
  const { visit, find } = anApp(null, { missLimit: 5, isCold: true });

  const statuses = await Promise.all(Array.from({ length: 100 }, async () => (await visit("/abc")).status));

  expect(find).toHaveBeenCalledTimes(5);
  expect(statuses.filter(status => status === 429)).toHaveLength(95);
});

test("the host of an absolute target takes precedence over Host", async () => {
  const { deps } = anApp(aCachedLink());
  const known = vi.fn(() => aCachedDomain());
  const app = createApp({ ...deps, domains: { ...deps.domains, known } });
  const visit = (url: string) =>
    app.request(
      "/abc",
      {},
      {
        incoming: { method: "GET", headers: { host: "a.example" }, url, socket: { remoteAddress: "192.0.2.7" } },
      },
    );

  expect((await visit("http://b.example:8000/abc")).status).toBe(302);
  expect((await visit("/abc")).status).toBe(302);

  expect(known.mock.calls).toEqual([["b.example:8000"], ["a.example"]]);
});

test("a malformed host is 400", async () => {
  const { deps } = anApp(aCachedLink());
  const known = () => {
    throw new Problem("malformed-request");
  };
  const app = createApp({ ...deps, domains: { ...deps.domains, known } });

  const answer = await app.request("/abc", {}, { incoming: { method: "GET", headers: {}, url: "/abc", socket: {} } });

  expect(answer.status).toBe(400);
});
