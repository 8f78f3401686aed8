import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { createCitusDatabase, createDistributedDatabase } from "../citus/create-citus-database.ts";
import { copyTemplate, createEmpty } from "./template-database.ts";

/**
 * Creates a migrated database for the calling test file. It is never dropped, because the whole server is temporary unless
 * `DATABASE_URL` names another one. On the Citus of `TEST_CITUS_URL`, its tables of clicks are distributed.
 */
export async function createTestDatabase(): Promise<{ url: string }> {
  const adminUrl = inject("adminUrl");
  const create = inject("citusUrl") ? createDistributedDatabase : copyTemplate;
  return { url: await create(adminUrl, toName()) };
}

/** Creates a database without a schema, for tests that migrate themselves. */
export async function createEmptyTestDatabase(): Promise<{ url: string }> {
  const create = inject("citusUrl") ? createCitusDatabase : createEmpty;
  return { url: await create(inject("adminUrl"), toName()) };
}

function toName(): string {
  return `shunt_test_${randomUUID().replaceAll("-", "")}`;
}
