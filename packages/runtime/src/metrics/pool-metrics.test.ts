import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { type MeasuredPool, watchPools } from "./pool-metrics.ts";

test.each<[string, MeasuredPool, number]>([
  ["as many queries as unused connections", { totalCount: 8, idleCount: 8, waitingCount: 8, options: { max: 8 } }, 0],
  [
    "queries for which connections are opened",
    { totalCount: 3, idleCount: 3, waitingCount: 7, options: { max: 8 } },
    0,
  ],
  ["a query more than connections", { totalCount: 8, idleCount: 8, waitingCount: 9, options: { max: 8 } }, 1],
  [
    "queries while all connections are in use",
    { totalCount: 8, idleCount: 0, waitingCount: 5, options: { max: 8 } },
    5,
  ],
])("watchPools counts as waiting what gets no connection at once: %s", async (_, pool, waiting) => {
  const registry = new Registry();
  watchPools(registry, { common: pool });

  expect(await registry.metrics()).toContain(`shunt_postgres_pool{state="waiting",pool="common"} ${waiting}\n`);
});
