import type { IncomingMessage, ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type OutsideServer, startOutsideServer } from "../testing/outside-server.ts";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";
import { cloakProblem } from "./link-check.ts";

let outside: OutsideServer;
let api: TestApi;
let token: string;
const pages: Record<string, (req: IncomingMessage, res: ServerResponse) => unknown> = {
  "/free": (_req, res) => res.end("<title>Free</title>"),
  "/other": (_req, res) => res.end("<title>Other</title>"),
  "/denied": (_req, res) => res.writeHead(200, { "x-frame-options": "DENY" }).end(),
  "/policy": (_req, res) => res.writeHead(200, { "content-security-policy": "frame-ancestors 'self'" }).end(),
  "/moved": (_req, res) => res.writeHead(302, { location: outside.urlOf("www.example", "/free") }).end(),
  "/broken": (_req, res) => res.write("<title>Broken", () => res.destroy()),
  "/renamed": (_req, res) => res.writeHead(302, { location: "/free" }).end(),
};
beforeAll(async () => {
  outside = await startOutsideServer((req, res) => {
    const page = pages[req.url ?? ""];
    if (page) page(req, res);
    else res.writeHead(404).end();
  });
  const resolve = (host: string) => (host.endsWith(".example") ? "127.0.0.1" : undefined);
  api = await startTestApi({ OUTBOUND_ALLOWED_NETWORKS: "127.0.0.0/8", BASE_URL: "http://sho.rt" }, { resolve });
  ({ token } = await api.signUp());
});
afterAll(async () => {
  await api.stop();
  outside.stop();
});
beforeEach(() => {
  outside.requestedPaths.length = 0;
});

const urls = "/api/v1/urls";
const pageAt = (path: string) => outside.urlOf("shop.example", path);
const create = (body: object) => api.call("POST", urls, { body, token });

test.each(["/free", "/broken", "/renamed"])("createLink cloaks a link to %s, whose page allows frames", async path => {
  const { status, body } = await create({ original_url: pageAt(path), cloak: true });

  expect(status).toBe(201);
  expect(body).toMatchObject({ cloak: true });
});

test.each([
  ["X-Frame-Options", "/denied", "X-Frame-Options"],
  ["frame-ancestors", "/policy", "frame-ancestors"],
  ["a redirect to another origin", "/moved", "redirects to http://www.example"],
  ["an error", "/missing", "404"],
])("createLink refuses to cloak a page with %s, and says why", async (_of, path, reason) => {
  const { status, body } = await create({ original_url: pageAt(path), cloak: true });

  expect(status).toBe(422);
  expect(body.errors).toMatchObject([{ pointer: "/cloak", detail: expect.stringContaining(reason) }]);
});

test("createLink refuses to cloak a page that cannot be reached", async () => {
  const { status, body } = await create({ original_url: "http://nowhere.invalid-host.com/", cloak: true });

  expect([status, body.errors?.[0].pointer]).toEqual([422, "/cloak"]);
});

test("updateLink checks the page when cloaking begins and when the destination changes, and changes nothing otherwise", async () => {
  const { body: link } = await create({ original_url: pageAt("/denied") });
  const patch = (body: object) => api.call("PATCH", `${urls}/${link.id}`, { body, token });

  expect(await patch({ cloak: true })).toMatchObject({ status: 422, body: { errors: [{ pointer: "/cloak" }] } });
  expect(await patch({ cloak: true, original_url: pageAt("/free") })).toMatchObject({
    status: 200,
    body: { cloak: true },
  });
  expect(outside.requestedPaths).toEqual(["/denied", "/free"]);
  expect((await patch({ title: "Sale", cloak: true })).status).toBe(200);
  expect(outside.requestedPaths).toHaveLength(2);
  expect(await patch({ original_url: pageAt("/policy") })).toMatchObject({ status: 422 });
  expect(await patch({ original_url: pageAt("/other") })).toMatchObject({ status: 200 });

  const { body: kept } = await api.call("GET", `${urls}/${link.id}`, { token });
  expect(kept).toMatchObject({ original_url: pageAt("/other"), title: "Sale", cloak: true });
  expect(await patch({ cloak: false })).toMatchObject({ status: 200, body: { cloak: null } });
  expect((await patch({ original_url: pageAt("/denied") })).status).toBe(200);
});

test("createLink refuses to cloak without an account, and with a status that browsers cache", async () => {
  const anonymous = await api.call("POST", urls, { body: { original_url: pageAt("/free"), cloak: true } });
  const permanent = await create({ original_url: pageAt("/free"), cloak: true, redirect_status: 301 });

  expect(anonymous).toMatchObject({ status: 422, body: { errors: [{ pointer: "/cloak" }] } });
  expect(permanent).toMatchObject({ status: 422, body: { errors: [{ pointer: "/redirect_status" }] } });
  expect(outside.requestedPaths).toEqual([]);
});

test("cloakProblem refuses an http destination under an https short URL", () => {
  const settings = { targetUrl: "http://example.com/", rules: { cloak: true } } as const;

  expect(cloakProblem(settings, "https://sho.rt")?.message).toContain("needs an https destination");
  expect(cloakProblem(settings, "http://sho.rt")).toBeUndefined();
  expect(cloakProblem({ ...settings, rules: null }, "https://sho.rt")).toBeUndefined();
});

test("a bulk request checks each cloaked link, up to ten", async () => {
  const rows = Array.from({ length: 12 }, (_, i) => ({
    original_url: pageAt(i === 1 ? "/denied" : "/free"),
    cloak: true,
  }));

  const { body } = await api.call("POST", `${urls}/bulk`, { body: rows, token });

  expect(body.results.map(({ status }: { status: number }) => status === 201)).toEqual(
    rows.map((_, i) => i !== 1 && i < 10),
  );
});
