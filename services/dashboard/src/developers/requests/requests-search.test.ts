import { expect, test } from "vitest";
import { readRequestsSearch } from "./requests-search.ts";

const key = "019ad2b3-1f40-7d1b-8a6e-5c2d9e7f0b31";

test.each([
  [
    { key, method: "GET", status: "4xx" },
    { key, method: "GET", status: "4xx" },
  ],
  [{ key: "x", method: "get", status: 4 }, {}],
  [{ method: "TRACE", status: "2xx", more: 1 }, { status: "2xx" }],
])("readRequestsSearch reads %j as %j", (given, read) => {
  expect(readRequestsSearch(given)).toEqual(read);
});
