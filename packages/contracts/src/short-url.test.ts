import { expect, test } from "vitest";
import { parseShortUrl, toShortUrl } from "./short-url.ts";

test.each([
  { host: null, baseUrl: "https://sho.rt", expected: "https://sho.rt/a%20b" },
  { host: null, baseUrl: "http://localhost:8000", expected: "http://localhost:8000/a%20b" },
  { host: "go.example", baseUrl: "https://sho.rt", expected: "https://go.example/a%20b" },
  { host: "go.example", baseUrl: "http://localhost:8000", expected: "http://go.example:8000/a%20b" },
])("toShortUrl returns $expected for the host $host below $baseUrl", ({ host, baseUrl, expected }) => {
  expect(toShortUrl("a b", host, baseUrl)).toBe(expected);
});

test.each([
  ["https://sho.rt/sale", { host: "sho.rt", path: "sale", code: "sale" }],
  ["sho.rt/sale", { host: "sho.rt", path: "sale", code: "sale" }],
  ["  HTTPS://Sho.RT./sale  ", { host: "sho.rt", path: "sale", code: "sale" }],
  ["http://localhost:8000/sale?qr=1", { host: "localhost", path: "sale", code: "sale" }],
  ["https://bücher.example/sale", { host: "xn--bcher-kva.example", path: "sale", code: "sale" }],
  ["https://sho.rt/sale+", { host: "sho.rt", path: "sale+", code: "sale" }],
  ["https://sho.rt/sale%2B", { host: "sho.rt", path: "sale%2B", code: "sale" }],
  ["https://sho.rt/", { host: "sho.rt", path: "", code: "" }],
])("parseShortUrl reads %j as %j", (text, expected) => {
  expect(parseShortUrl(text)).toEqual(expected);
});

test.each(["sale", "docs/intro", "/sale", "ftp://sho.rt/sale", `https://sho.rt/${"x".repeat(2_048)}`])(
  "parseShortUrl returns undefined for %j",
  text => {
    expect(parseShortUrl(text)).toBeUndefined();
  },
);
