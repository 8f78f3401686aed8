import { expect, test } from "vitest";
import { findFrameRefusal } from "./frame-refusal.ts";

const short = new URL("https://go.example.com/abc");
const refusalOf = (headers: Record<string, string>) => findFrameRefusal(new Headers(headers), short);

test.each<[string, Record<string, string>]>([
  ["no policy", {}],
  ["another directive", { "content-security-policy": "default-src 'none'; script-src 'self'" }],
  ["any ancestor", { "content-security-policy": "frame-ancestors *" }],
  ["the scheme", { "content-security-policy": "default-src 'self'; FRAME-ANCESTORS https:" }],
  ["the host", { "content-security-policy": "frame-ancestors 'self' go.example.com" }],
  ["the origin", { "content-security-policy": "frame-ancestors https://GO.example.com" }],
  ["the origin by http", { "content-security-policy": "frame-ancestors http://go.example.com" }],
  ["a wildcard", { "content-security-policy": "frame-ancestors *.example.com" }],
  ["any port", { "content-security-policy": "frame-ancestors go.example.com:*" }],
  ["both, the newer one allowing", { "content-security-policy": "frame-ancestors *", "x-frame-options": "DENY" }],
  ["a value that browsers ignore", { "x-frame-options": "ALLOW-FROM https://other.example" }],
])("findFrameRefusal accepts a page with %s", (_policy, headers) => {
  expect(refusalOf(headers)).toBeUndefined();
});

test.each<[string, Record<string, string>, string]>([
  ["DENY", { "x-frame-options": "DENY" }, "X-Frame-Options"],
  ["SAMEORIGIN twice", { "x-frame-options": "sameorigin, SAMEORIGIN" }, "X-Frame-Options"],
  ["no ancestor", { "content-security-policy": "frame-ancestors 'none'" }, "frame-ancestors"],
  ["an empty list", { "content-security-policy": "frame-ancestors" }, "frame-ancestors"],
  ["its own origin", { "content-security-policy": "frame-ancestors 'self'" }, "frame-ancestors"],
  ["another host", { "content-security-policy": "frame-ancestors https://other.example" }, "frame-ancestors"],
  ["a longer host", { "content-security-policy": "frame-ancestors *.go.example.com" }, "frame-ancestors"],
  ["a host that ends alike", { "content-security-policy": "frame-ancestors o.example.com" }, "frame-ancestors"],
  ["another port", { "content-security-policy": "frame-ancestors go.example.com:8443" }, "frame-ancestors"],
  ["two policies", { "content-security-policy": "frame-ancestors *, frame-ancestors 'none'" }, "frame-ancestors"],
])("findFrameRefusal refuses a page with %s", (_policy, headers, reason) => {
  expect(refusalOf(headers)).toContain(reason);
});
