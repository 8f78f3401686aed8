import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** Newer than the version of any link or domain. */
export const nextVersionSql = sql<number>`nextval('link_version_seq')`;

export async function nextVersion(tx: Db): Promise<number> {
  const { version } = await tx.selectNoFrom(nextVersionSql.as("version")).executeTakeFirstOrThrow();
  return version;
}
