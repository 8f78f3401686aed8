import { Problem } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";

/**
 * The folders that a name means, as they are written: a folder is told apart without case.
 *
 * @param isOwn the condition on `links` that a link is one of the actor's
 * @throws Problem "folder-not-found" where no link lies in it
 */
export async function getFolders(db: Db, isOwn: RawBuilder<unknown>, name: string): Promise<string[]> {
  const { rows } = await sql<{ folder: string }>`
    select distinct folder from links where ${isOwn} and folder is not null and lower(folder) = lower(${name})`.execute(
    db,
  );
  if (rows.length === 0) throw new Problem("folder-not-found", `You have no folder ${name}`);
  return rows.map(({ folder }) => folder);
}
