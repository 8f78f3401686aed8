import type { CachedLink } from "@shunt/contracts/cached";
import { Problem } from "@shunt/contracts/problem";
import { aCachedLink } from "@shunt/testing";
import { expect, test, vi } from "vitest";
import { anApp as anyApp } from "../testing/an-app.ts";

/** An app whose link needs a look-up, with a limit of one miss. */
function anApp(link: CachedLink | null | Error) {
  const { visit, append, find } = anyApp(link, { isCold: true, missLimit: 1 });
  return { send: (method: string, path = "/abc") => visit(path, { method }), append, find };
}

const preserved = ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const cases = [307, 308].flatMap(status => preserved.map(method => [method, status] as const));

test.each(cases)("%s to a link with status %s is redirected and recorded as a click", async (method, status) => {
  const { send, append } = anApp(aCachedLink({ id: "link", status: status as 307, url: "https://example.com/api" }));

  const answer = await send(method);

  expect([answer.status, answer.headers.get("location")]).toEqual([status, "https://example.com/api"]);
  // OPTIONS precedes the request that the program means, so that it is no click of a person.
  const purpose = method === "OPTIONS" ? "prefetch" : "";
  expect(append).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ linkId: "link", purpose }));
});

test("POST to a path behind a code is redirected with its path, also if no code looks like it", async () => {
  const link = aCachedLink({ status: 307, url: "https://example.com/api", rules: { forward_path: "append" } });
  const { visit, find } = anyApp(link, { isCold: true });
  find.mockImplementation(async (_domainId, code) => ({ link: code === "abc" ? link : null, source: "postgres" }));

  const answer = await visit("/abc/v1.2/item", { method: "POST" });

  expect([answer.status, answer.headers.get("location")]).toEqual([307, "https://example.com/api/v1.2/item"]);
});

const readOnly = "GET, HEAD";
const all = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

test.each<[string, string, string, CachedLink | null, string]>([
  ["a link with status 302", "POST", "/abc", aCachedLink(), readOnly],
  ["a link with status 301", "DELETE", "/abc", aCachedLink({ status: 301 }), readOnly],
  ["an unknown code", "POST", "/abc", null, readOnly],
  ["a malformed code", "POST", "/a.b.c", aCachedLink({ status: 307 }), readOnly],
  ["the root", "POST", "/", null, readOnly],
  ["a preview", "POST", "/abc+", aCachedLink({ status: 307 }), readOnly],
  ["a pixel", "POST", "/abc/pixel.gif", aCachedLink({ status: 307 }), readOnly],
  ["a link with status 307", "PROPFIND", "/abc", aCachedLink({ status: 307 }), all],
])("%s answers other methods with 405 and its Allow", async (_what, method, path, link, allow) => {
  const { send, append } = anApp(link);

  const answer = await send(method, path);

  expect([answer.status, answer.headers.get("allow")]).toEqual([405, allow]);
  expect(append).not.toHaveBeenCalled();
});

test.each<[string, Partial<CachedLink>, number]>([
  ["blocked", { isBlocked: true }, 451],
  ["expired", { expiresAt: 1 }, 410],
  ["inactive", { isActive: false }, 404],
])("POST to a %s link with status 307 gets the answer of GET", async (_state, given, status) => {
  expect((await anApp(aCachedLink({ status: 307, ...given })).send("POST")).status).toBe(status);
});

test("OPTIONS to a link with a limit takes no click and does not see the destination", async () => {
  const rules = { max_clicks: 2 };
  const { visit, deps } = anyApp(aCachedLink({ status: 307, url: "https://example.com/api", rules }), { isCold: true });
  const take = vi.spyOn(deps.uses, "take");
  vi.spyOn(deps.uses, "count").mockReturnValue(0);

  const answer = await visit("/abc", { method: "OPTIONS" });

  expect([answer.status, answer.headers.get("location")]).toEqual([200, null]);
  expect(await answer.text()).not.toContain("example.com/api");
  expect(take).not.toHaveBeenCalled();
});

test("other methods count against the miss limit, and a malformed code costs no look-up", async () => {
  const unknown = anApp(null);
  const statuses = [(await unknown.send("POST")).status, (await unknown.send("POST", "/abd")).status];
  const malformed = anApp(null);
  await malformed.send("POST", "/a.b.c");

  expect(statuses).toEqual([405, 429]);
  expect(malformed.find).not.toHaveBeenCalled();
});

test("other methods get 503 while no store answers", async () => {
  expect((await anApp(new Problem("unavailable")).send("POST")).status).toBe(503);
});
