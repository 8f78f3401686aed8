import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import { findSameText, maxCompared } from "../search/find-same-text.ts";

/**
 * Returns the spellings that equal a name apart from case, else apart from case and accents.
 *
 * @throws Problem "folder-not-found"
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
