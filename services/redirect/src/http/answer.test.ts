import type { CachedDomain, CachedLink } from "@shunt/contracts/cached";
import { aCachedDomain, aCachedLink } from "@shunt/testing";
import { expect, test, vi } from "vitest";
import { aVisit } from "../testing/a-visit.ts";
import { noUses } from "../testing/no-uses.ts";
import { theDecide } from "../testing/the-decide.ts";
import { answer } from "./answer.ts";
import { createMissLimit } from "./miss-limit.ts";
import type { Resolution } from "./resolve.ts";

const now = Date.UTC(2026, 10, 20);
const link = aCachedLink({ id: "link" });
const fallbacks = {
  rootUrl: "https://example.com/root",
  notFoundUrl: "https://example.com/missing",
  expiredUrl: "https://example.com/over",
};
const click = { linkId: "link", destination: link.url, missed: "", chosen: "" };
const miss = (code: string) => ({ linkId: "", destination: "", missed: `1/${code}`, chosen: "" });

/** Answers a visit whose link was found in memory, with a limit of two misses. */
async function answerVisit(url: string, given: CachedLink | null, settings: Partial<CachedDomain>, missesBefore = 0) {
  const visit = aVisit({ url });
  const domain = aCachedDomain(settings);
  const deps = {
    decide: theDecide,
    uses: noUses,
    appUrl: "https://app.example.com",
    spool: { append: vi.fn() },
    missLimit: createMissLimit(2, () => now),
    metrics: { answered: vi.fn(), clickCounted: vi.fn() },
    now: () => now,
    baseUrl: "https://sho.rt",
  };
  for (let i = 0; i < missesBefore; i++) deps.missLimit.count(visit.address);
  const resolution: Resolution = {
    domain,
    code: visit.code ?? "",
    link: given,
    source: "memory",
    isCounted: false,
    facts: null,
  };
  const response = await answer(visit, resolution, deps);
  return { response, deps, visit };
}

test.each<[string, string, CachedLink | null, Partial<CachedDomain>, number, string, object | null]>([
  ["a link", "/abc", link, {}, 302, "redirect", click],
  ["an unknown code", "/abc", null, {}, 404, "missing", miss("abc")],
  ["an unknown code with a fallback", "/abc", null, fallbacks, 302, "fallback", miss("abc")],
  ["a disabled link", "/abc", { ...link, isActive: false }, {}, 404, "missing", null],
  ["a disabled link with a fallback", "/abc", { ...link, isActive: false }, fallbacks, 302, "fallback", null],
  ["an expired link", "/abc", { ...link, expiresAt: now }, {}, 410, "expired", null],
  ["an expired link with a fallback", "/abc", { ...link, expiresAt: now }, fallbacks, 302, "fallback", null],
  ["a blocked link", "/abc", { ...link, isBlocked: true }, fallbacks, 451, "blocked", null],
  ["the root", "/", null, {}, 404, "missing", miss("")],
  ["the root with a fallback", "/", null, fallbacks, 302, "fallback", miss("")],
  ["a malformed code", "/a.b", null, {}, 404, "malformed", null],
  ["a malformed code with a fallback", "/a.b", null, fallbacks, 302, "malformed", null],
  ["the robots file", "/robots.txt", null, { robots: "allow" }, 200, "malformed", null],
])(
  "answer returns the status, metric label and record for %s",
  async (_case, url, given, settings, status, label, record) => {
    const { response, deps } = await answerVisit(url, given, settings);

    expect(response.status).toBe(status);
    expect(deps.metrics.answered).toHaveBeenCalledExactlyOnceWith(label, "memory", expect.any(Number));
    expect(deps.spool.append.mock.calls).toEqual(
      record === null ? [] : [[expect.objectContaining({ ...record, at: now, ip: "192.0.2.7" })]],
    );
  },
);

test.each<[string, string, CachedLink | null, number, string]>([
  ["a link", "/abc", link, 302, "redirect"],
  ["the root", "/", null, 302, "fallback"],
  ["an expired link", "/abc", { ...link, expiresAt: now }, 302, "fallback"],
  ["an unknown code", "/abc", null, 429, "rate-limited"],
  ["a disabled link", "/abc", { ...link, isActive: false }, 429, "rate-limited"],
])(
  "answer above the miss limit returns the status and metric label for %s",
  async (_case, url, given, status, label) => {
    const { response, deps } = await answerVisit(url, given, fallbacks, 2);

    expect(response.status).toBe(status);
    expect(deps.metrics.answered).toHaveBeenCalledExactlyOnceWith(label, "memory", expect.any(Number));
    expect(deps.spool.append).toHaveBeenCalledTimes(status === 429 || given?.expiresAt === now ? 0 : 1);
  },
);
