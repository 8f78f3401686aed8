import type { DefaultDomain } from "@shunt/contracts/domains";
import { expect, test } from "vitest";
import { type DomainForm, findBadJson, toDomainChanges, toDomainField, toDomainForm } from "./domain-form.ts";

const settings = {
  root_url: "https://example.com/",
  not_found_url: null,
  expired_url: null,
  robots: null,
  redirect_status: 301,
  cache_seconds: 0,
  referrer_policy: null,
  forward_query: null,
  forward_path: null,
  brand_name: "Example",
  brand_logo_url: null,
  brand_color: "#1f4fd1",
  apple_app_site_association: null,
  assetlinks: null,
} as DefaultDomain;
const before = toDomainForm(settings);

test("toDomainChanges of an unchanged form is empty", () => {
  expect(before).toMatchObject({ root_url: "https://example.com/", redirect_status: "301", cache_seconds: "0" });
  expect(toDomainChanges(before, before)).toEqual({});
});

test.each<[Partial<DomainForm>, object]>([
  [{ root_url: " " }, { root_url: null }],
  [
    { redirect_status: "", cache_seconds: "60" },
    { redirect_status: null, cache_seconds: 60 },
  ],
  [{ brand_name: "Example ", brand_color: "#fff000" }, { brand_color: "#fff000" }],
  [{ assetlinks: "[]" }, { assetlinks: [] }],
])("toDomainChanges of %j is %j", (changes, expected) => {
  expect(toDomainChanges({ ...before, ...changes }, before)).toEqual(expected);
});

test("findBadJson finds the files that are not JSON", () => {
  expect(findBadJson({ ...before, assetlinks: "[", apple_app_site_association: "{}" })).toEqual(["assetlinks"]);
});

test.each([
  ["/root_url", { field: "root_url", place: "" }],
  ["/assetlinks/0/target", { field: "assetlinks", place: "0/target" }],
  ["", undefined],
])("toDomainField(%j) is %j", (pointer, expected) => {
  expect(toDomainField(pointer)).toEqual(expected);
});
