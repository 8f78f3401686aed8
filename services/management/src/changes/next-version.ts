import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** An SQL expression for a version newer than that of any link or domain. */
export const nextVersionSql = sql<number>`nextval('link_version_seq')`;

export async function nextVersion(tx: Db): Promise<number> {
  const { version } = await tx.selectNoFrom(nextVersionSql.as("version")).executeTakeFirstOrThrow();
  return version;
}
