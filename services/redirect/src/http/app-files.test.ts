import type { CachedDomain } from "@shunt/contracts/cached";
import { Problem } from "@shunt/contracts/problem";
import { aCachedLink } from "@shunt/testing";
import { expect, test } from "vitest";
import { plainDomain } from "../domains/domain-resolver.ts";
import { anApp } from "../testing/an-app.ts";
import { visitApp } from "../testing/visit-app.ts";
import { type AppDeps, createApp } from "./app.ts";

const apple = { applinks: { details: [{ appIDs: ["ABCDE12345.com.example.app"], components: [{ "/": "/ü/*" }] }] } };
const google = [{ include: "https://example.com/a.json" }];
const rules = { apple_app_site_association: apple, assetlinks: google } as CachedDomain["rules"];
const files = [
  ["/.well-known/apple-app-site-association", apple],
  ["/.well-known/assetlinks.json", google],
] as const;
const fallbacks = { rootUrl: "https://a/", notFoundUrl: "https://a/", expiredUrl: "https://a/" };

test.each(files)("GET %s answers with the file of the domain, and HEAD with its headers", async (path, content) => {
  const { visit, append } = anApp(aCachedLink(), { domain: { ...fallbacks, rules } });

  const answer = await visit(path);
  const head = await visit(path, { method: "HEAD" });

  const body = await answer.text();
  expect(JSON.parse(body)).toEqual(content);
  for (const { status, headers } of [answer, head]) {
    expect(status).toBe(200);
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(body)),
      "cache-control": "public, max-age=3600",
      "x-content-type-options": "nosniff",
    });
  }
  expect(append).not.toHaveBeenCalled();
});

test.each(files)("GET %s answers 404 without the file, also if the domain has fallbacks", async path => {
  const { visit } = anApp(aCachedLink(), { domain: fallbacks });

  const page = await visit(path, { headers: { accept: "text/html" } });

  expect([page.status, page.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
  expect((await visit(path)).headers.get("content-type")).toBe("application/problem+json");
});

test.each([
  "/.well-known/apple-app-site-association/",
  "/.well-known/Apple-App-Site-Association",
  "/.well-known/assetlinks.json/x",
  "/%2ewell-known/assetlinks.json",
  "//.well-known/assetlinks.json",
  "/.well-known/../.well-known/assetlinks.json",
  "/assetlinks.json",
])("GET %s is no file of the domain", async path => {
  const { visit } = anApp(null, { domain: { rules } });

  expect((await visit(path)).status).toBe(404);
});

test.each(files)("POST %s answers 405", async path => {
  const { visit } = anApp(aCachedLink(), { domain: { rules } });

  expect((await visit(path, { method: "POST" })).status).toBe(405);
});

const unavailable: AppDeps["domains"][] = [
  { findInMemory: () => undefined, find: () => Promise.reject(new Problem("unavailable")) },
  { findInMemory: () => plainDomain, find: () => Promise.reject(new Problem("unavailable")) },
];

test.each([...files.map(([path]) => path), "/robots.txt"])(
  "GET %s answers 503 while the settings of the domain are unknown, since a 404 would be remembered",
  async path => {
    for (const domains of unavailable) {
      const app = createApp({ ...anApp(null).deps, domains });

      expect((await visitApp(app, path)).status).toBe(503);
    }
  },
);
