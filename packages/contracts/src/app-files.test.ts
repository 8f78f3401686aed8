import { expect, test } from "vitest";
import type { z } from "zod";
import { AppleAppSiteAssociation, AssetLinks } from "./app-files.ts";

const appID = "ABCDE12345.com.example.app";
const fingerprint = Array(32).fill("AB").join(":");
const target = { namespace: "android_app", package_name: "com.example.app", sha256_cert_fingerprints: [fingerprint] };
const relation = ["delegate_permission/common.handle_all_urls"];

test.each([
  { applinks: { details: [{ appIDs: [appID], components: [{ "/": "/p/*", "?": { a: "b" }, exclude: true }] }] } },
  { applinks: { apps: [], details: [{ appID, paths: ["NOT /x", "*"] }] } },
  { applinks: { details: [{ appIDs: [appID] }], substitutionVariables: { food: ["pizza"] } } },
  { webcredentials: { apps: [appID] }, appclips: { apps: [appID] }, activitycontinuation: { apps: [appID] } },
])("AppleAppSiteAssociation accepts %j unchanged", file => {
  expect(AppleAppSiteAssociation.parse(file)).toEqual(file);
});

test.each([
  [[{ relation, target }]],
  [[{ relation, target: { namespace: "web", site: "https://example.com/" } }]],
  [[{ include: "https://example.com/.well-known/assetlinks.json" }]],
  [[{ relation, target, relation_extensions: { "delegate_permission/common.handle_all_urls": { x: [] } } }]],
])("AssetLinks accepts %j unchanged", file => {
  expect(AssetLinks.parse(file)).toEqual(file);
});

test("AssetLinks writes fingerprints in capitals, which Android requires", () => {
  const [statement] = AssetLinks.parse([
    { relation, target: { ...target, sha256_cert_fingerprints: [fingerprint.toLowerCase()] } },
  ]);

  expect(statement?.target).toEqual(target);
});

let deep: unknown = {};
for (let level = 0; level < 100_000; level++) deep = [deep];
const details = [{ appIDs: [appID] }];
const apple = { applinks: { details } };

test.each<[string, z.ZodType, unknown]>([
  ["", AppleAppSiteAssociation, {}],
  ["", AppleAppSiteAssociation, "{}"],
  ["", AppleAppSiteAssociation, [apple]],
  ["", AppleAppSiteAssociation, { applink: { details } }],
  ["applinks/details", AppleAppSiteAssociation, { applinks: {} }],
  ["applinks/details", AppleAppSiteAssociation, { applinks: { details: [] } }],
  ["applinks/apps", AppleAppSiteAssociation, { applinks: { apps: ["x"], details } }],
  ["applinks/details/0", AppleAppSiteAssociation, { applinks: { details: [{ paths: ["*"] }] } }],
  ["applinks/details/0/appIDs/0", AppleAppSiteAssociation, { applinks: { details: [{ appIDs: ["com.example"] }] } }],
  [
    "applinks/details/0/components/0/?",
    AppleAppSiteAssociation,
    { applinks: { details: [{ appIDs: [appID], components: [{ "?": 1 }] }] } },
  ],
  ["webcredentials/apps", AppleAppSiteAssociation, { webcredentials: { apps: [] } }],
  ["", AppleAppSiteAssociation, { applinks: { details, x: "\0" } }],
  ["", AppleAppSiteAssociation, { applinks: { details, "\ud800": 1 } }],
  ["", AppleAppSiteAssociation, { applinks: { details, x: "x".repeat(32_768) } }],
  ["", AppleAppSiteAssociation, { applinks: { details, x: deep } }],
  ["", AssetLinks, []],
  ["", AssetLinks, { relation, target }],
  ["0/relation", AssetLinks, [{ target }]],
  ["0/target", AssetLinks, [{ relation }]],
  [
    "1/relation",
    AssetLinks,
    [
      { relation, target },
      { relation, include: "https://example.com/a.json" },
    ],
  ],
  ["0/relation/0", AssetLinks, [{ relation: ["all"], target }]],
  ["0/target/namespace", AssetLinks, [{ relation, target: { ...target, namespace: "ios_app" } }]],
  ["0/target/package_name", AssetLinks, [{ relation, target: { ...target, package_name: "app" } }]],
  [
    "0/target/sha256_cert_fingerprints/0",
    AssetLinks,
    [{ relation, target: { ...target, sha256_cert_fingerprints: ["AB:CD"] } }],
  ],
  ["0/include", AssetLinks, [{ include: "http://example.com/a.json" }]],
  ["", AssetLinks, [{ relation, target, x: deep }]],
])("a file of a store is refused with the path %j", (path, schema, file) => {
  const [issue] = schema.safeParse(file).error?.issues ?? [];

  expect(issue?.path.join("/")).toBe(path);
});
