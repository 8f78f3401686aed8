import { expect, test } from "vitest";
import { aVisit } from "../testing/a-visit.ts";
import { toClick } from "./to-click.ts";

const hit = { linkId: "a", destination: "https://example.com/", missed: "", chosen: "variant=B" };

test("toClick records the headers and tracking parameters of a request", () => {
  const headers = {
    "user-agent": "Firefox",
    referer: "https://news.example/story",
    "accept-language": "de",
    "sec-purpose": "prefetch",
  };

  const click = toClick(aVisit({ at: 1, headers, url: "/abc?utm_source=a&secret=1&qr=1" }), hit);

  expect(click).toEqual({
    ...hit,
    at: 1,
    ip: "192.0.2.7",
    userAgent: "Firefox",
    referrer: "https://news.example/story",
    language: "de",
    marks: "utm_source=a&qr=1",
    purpose: "prefetch",
  });
});

test("toClick cuts every field to its limit", () => {
  const headers = { "user-agent": "x".repeat(10_000), referer: "y".repeat(10_000) };

  const click = toClick(aVisit({ headers, url: `/abc?utm_source=${"z".repeat(10_000)}` }), hit);

  expect(JSON.stringify(click).length).toBeLessThan(3_000);
});

test.each([
  ["no purpose header", {}, "GET", ""],
  ["HEAD", {}, "HEAD", "head"],
  ["a prefetch with an opt-out", { "sec-gpc": "1", purpose: "prefetch" }, "GET", "opt-out prefetch"],
  ["the older opt-out header", { dnt: "1" }, "GET", "opt-out"],
  ["a prerender", { "sec-purpose": "prefetch;prerender" }, "GET", "prefetch"],
  ["capitals and parameters", { "sec-purpose": "Prefetch; anonymous-client-ip" }, "GET", "prefetch"],
  ["a preview in Safari", { "x-purpose": "preview" }, "GET", "preview"],
  ["a prefetch of old Firefox", { "x-moz": "prefetch" }, "GET", "prefetch"],
  ["the header of Facebook's app", { "x-fb-http-engine": "Liger" }, "GET", "prefetch"],
  ["the second header", { "sec-purpose": "navigate", purpose: "prefetch" }, "GET", "prefetch"],
  ["a duplicate header", { "x-purpose": ["a", "preview"] }, "GET", "preview"],
  ["a word beyond the maximum length", { purpose: `${"x".repeat(100)}prefetch` }, "GET", ""],
  ["reserved words from a client", { purpose: "aborted head opt-out" }, "GET", ""],
  ["headers with value 0", { dnt: "0", "sec-gpc": "0" }, "GET", ""],
])("toClick records the purpose of a visit with %s", (_name, headers, method, purpose) => {
  expect(toClick(aVisit({ headers, method }), hit).purpose).toBe(purpose);
});

test("toClick records an aborted visit", () => {
  expect(toClick(aVisit({ socket: { destroyed: true } }), hit).purpose).toBe("aborted");
});
