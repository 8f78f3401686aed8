import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { copyTemplate } from "./template-database.ts";

/**
 * A migrated database of its own for the calling test file. Nobody drops it: the whole server is thrown away, unless
 * `DATABASE_URL` names one that stays.
 */
export async function createTestDatabase(): Promise<{ url: string }> {
  const name = `shunt_test_${randomUUID().replaceAll("-", "")}`;
  return { url: await copyTemplate(inject("adminUrl"), name) };
}
