import { expect, test } from "vitest";
import { toHost } from "./to-host.ts";

test.each([
  ["go.example.com", "go.example.com"],
  [" HTTPS://go.example.com/ ", "go.example.com"],
  ["go.example.com/a", "go.example.com/a"],
])("toHost(%j) is %j", (typed, host) => {
  expect(toHost(typed)).toBe(host);
});
