import { createEmptyTestDatabase } from "@shunt/testing/stores";
import { expect, test } from "vitest";
import { runOperator } from "../harness/run-operator.ts";

test("shunt --help exits with 0, and an unknown command with 2", async () => {
  expect(await runOperator({}, "--help")).toMatchObject({ code: 0, errors: "" });
  expect(await runOperator({}, "remake")).toMatchObject({ code: 2, output: "" });
});

const nowhere = {
  DATABASE_URL: "postgres://shunt:hush@127.0.0.1:1/none",
  REDIS_URL: "redis://:hush@127.0.0.1:1",
};

test.each([
  ["configuration", {}, ["migrate"], /DATABASE_URL: is not set\n.*npm start sets the variables/],
  [
    "configuration of the cache",
    { DATABASE_URL: nowhere.DATABASE_URL },
    ["cache", "flush"],
    /REDIS_CACHE_URL: is not set/,
  ],
  ["Postgres", nowhere, ["user", "list"], /ECONNREFUSED/],
  ["Redis", nowhere, ["cache", "flush"], /^the cache's Redis does not answer/],
  ["the queue", nowhere, ["clicks", "dead"], /^the queue's Redis does not answer/],
])("a command without %s names what is missing and no secret", async (_what, env, args, message) => {
  const { code, output, errors } = await runOperator(env, ...args);

  expect(code).toBe(1);
  expect(output).toBe("");
  expect(errors).toMatch(message);
  expect(errors).not.toContain("    at ");
  expect(errors).not.toContain("hush");
});

test("shunt migrate without ClickHouse fails with one line that names it and no secret", async () => {
  const { url } = await createEmptyTestDatabase();
  const env = { DATABASE_URL: url, CLICKHOUSE_URL: "http://shunt:hush@127.0.0.1:1/none" };

  const { code, errors } = await runOperator(env, "migrate");

  expect(code).toBe(1);
  expect(errors).toContain("ClickHouse at 127.0.0.1:1: connect ECONNREFUSED");
  expect(errors).not.toContain("    at ");
  expect(errors).not.toContain("hush");
});
