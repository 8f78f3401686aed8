import { randomUUID } from "node:crypto";
import { hasDocker } from "@shunt/dev";
import { inject } from "vitest";
import { createCitusDatabase } from "./create-citus-database.ts";

/** Coordinator and only node in one. */
const image = "citusdata/citus:13.2.0";

export interface TestCitus {
  /** Creates a database without a schema, on all nodes. */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/** The Citus of `TEST_CITUS_URL`, else a container; undefined without both. */
export async function findTestCitus(): Promise<TestCitus | undefined> {
  const given = inject("citusUrl");
  if (given !== "") return { createDatabase: () => create(given), stop: async () => {} };
  if (!(await hasDocker())) return undefined;
  // Loaded only with Docker, because loading is slow.
  const { PostgreSqlContainer } = await import("@testcontainers/postgresql");
  const container = await new PostgreSqlContainer(image).start();
  return {
    createDatabase: () => create(container.getConnectionUri()),
    stop: async () => void (await container.stop()),
  };
}

function create(url: string): Promise<string> {
  return createCitusDatabase(url, `shunt_test_${randomUUID().replaceAll("-", "")}`);
}
