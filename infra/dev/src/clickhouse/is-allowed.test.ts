import { expect, test } from "vitest";
import { isAllowed } from "./is-allowed.ts";

const basic = (user: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
});

test.each([
  ["without a password, every request", {}, "", true],
  ["the password of any user", basic("default", "se:cret"), "se:cret", true],
  ["the password in the header of ClickHouse", { "x-clickhouse-key": "secret" }, "secret", true],
  ["no password", {}, "secret", false],
  ["a wrong password", basic("default", "secret2"), "secret", false],
  ["the beginning of the password", basic("default", "secre"), "secret", false],
  ["another scheme", { authorization: "Bearer secret" }, "secret", false],
])("isAllowed with %s", (_, headers, password, expected) => {
  expect(isAllowed(headers, password)).toBe(expected);
});
