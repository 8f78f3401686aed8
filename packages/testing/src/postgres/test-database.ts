import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { copyTemplate, createEmpty } from "./template-database.ts";

/**
 * Creates a migrated database for the calling test file. It is never dropped, because the whole server is temporary unless
 * `DATABASE_URL` names another one.
 */
export async function createTestDatabase(): Promise<{ url: string }> {
  return { url: await copyTemplate(inject("adminUrl"), toName()) };
}

/** Creates a database without a schema, for tests that migrate themselves. */
export async function createEmptyTestDatabase(): Promise<{ url: string }> {
  return { url: await createEmpty(inject("adminUrl"), toName()) };
}

function toName(): string {
  return `shunt_test_${randomUUID().replaceAll("-", "")}`;
}
