import { createDb } from "@shunt/db";
import { sql } from "kysely";
import type { TestApi } from "./start-test-api.ts";

/** Passes the time for which the used refresh tokens of a user stay valid. */
export async function passGrace({ databaseUrl }: TestApi, userId: string): Promise<void> {
  const db = createDb({ url: databaseUrl, max: 1, applicationName: "test" });
  await sql`update refresh_tokens set used_at = used_at - interval '31 seconds' where user_id = ${userId}`.execute(db);
  await db.destroy();
}
