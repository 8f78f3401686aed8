import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import { findSameText, maxCompared } from "../search/find-same-text.ts";

/**
 * The folders that a name means, as they are written: those that differ by case at most, else those that differ by accents as well.
 *
 * @param isOwn the condition on `links` that a link is one of the actor's
 * @throws Problem "folder-not-found" where no link lies in it
 */
export async function getFolders(db: Db, isOwn: RawBuilder<unknown>, name: string): Promise<string[]> {
  const { rows } = await sql<{ folder: string }>`
    select folder from links where ${isOwn} and folder is not null
    group by folder order by lower(folder) = lower(${name}) desc limit ${maxCompared}`.execute(db);
  const folders = rows.map(({ folder }) => folder);
  const found = findSameText(folders, name);
  if (found.length === 0) throw new Problem("folder-not-found", `You have no folder ${name}`);
  return found;
}
