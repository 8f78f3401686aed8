import { createDb } from "./create-db.ts";
import { migrateToLatest } from "./migrate.ts";

const longestMigrationMs = 60 * 60_000;

/** Returns the names of the migrations that ran. @param url `postgres://…` */
export async function migrateDatabase(url: string): Promise<readonly string[]> {
  const db = createDb({ url, max: 1, applicationName: "shunt-migrate", statementTimeoutMs: longestMigrationMs });
  try {
    return await migrateToLatest(db);
  } finally {
    await db.destroy();
  }
}
