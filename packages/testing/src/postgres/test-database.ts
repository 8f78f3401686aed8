import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { copyTemplate, createEmpty } from "./template-database.ts";

/**
 * A migrated database of its own for the calling test file. Nobody drops it: the whole server is thrown away, unless
 * `DATABASE_URL` names one that stays.
 */
export async function createTestDatabase(): Promise<{ url: string }> {
  return { url: await copyTemplate(inject("adminUrl"), toName()) };
}

/** The same without any schema, for a version of its own. */
export async function createEmptyTestDatabase(): Promise<{ url: string }> {
  return { url: await createEmpty(inject("adminUrl"), toName()) };
}

function toName(): string {
  return `shunt_test_${randomUUID().replaceAll("-", "")}`;
}
