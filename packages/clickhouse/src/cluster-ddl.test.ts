import { findTestClickHouse } from "@shunt/testing/stores";
import { afterAll, expect, test } from "vitest";
import { toClusterDdl } from "./cluster-ddl.ts";
import { createClickHouse } from "./create-clickhouse.ts";

const engine = await findTestClickHouse();
const where = engine ? "" : " (needs the engine of ClickHouse or TEST_CLICKHOUSE_URL)";
afterAll(() => engine?.stop());

const statements = toClusterDdl("shunt-1");

test("every statement but those about migrations names the cluster, and every table with rows is replicated", () => {
  expect(statements.filter(each => !each.includes("ON CLUSTER 'shunt-1'"))).toEqual(
    statements.filter(each => each.startsWith("INSERT INTO schema_migrations")),
  );
  const engines = statements.flatMap(each => /ENGINE = \w+/.exec(each) ?? []).map(String);
  expect(new Set(engines)).toEqual(
    new Set(
      ["MergeTree", "SummingMergeTree", "AggregatingMergeTree"]
        .map(name => `ENGINE = Replicated${name}`)
        .concat("ENGINE = Null"),
    ),
  );
  expect(statements.join()).not.toContain("non_replicated");
});

test("a name that is no name of a cluster is refused", () => {
  expect(() => toClusterDdl("a'b")).toThrow("letters");
});

test.skipIf(engine === undefined)(`ClickHouse parses every statement${where}`, async () => {
  const url = new URL("/default", engine?.newDatabase()).href;
  const clickHouse = createClickHouse({ url, applicationName: "test" });

  // A statement that does not parse is refused.
  for (const each of statements) await clickHouse.run(`EXPLAIN AST ${each}`);
  expect(statements.length).toBeGreaterThan(20);
  await clickHouse.close();
});
