import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { toTextArray } from "../store/array-literal.ts";
import type { OrphanHit } from "../store/orphan-hits.ts";
import type { StoredClick } from "../store/stored-click.ts";

/** Rows of a part in ClickHouse. Each try of its group inserts the same. */
export interface PartRows {
  clicks: readonly StoredClick[];
  orphanHits: readonly OrphanHit[];
}

/** Keeps the rows of a group until its last part is recorded, as text: values may have characters that jsonb refuses. */
export async function insertGroup(tx: Db, token: string, parts: ReadonlyMap<string, PartRows>): Promise<void> {
  await sql`insert into begun_groups (token, parts) values (${token}, ${JSON.stringify([...parts])})`.execute(tx);
}

export async function readGroups(
  tx: Db,
  tokens: readonly string[],
): Promise<Map<string, ReadonlyMap<string, PartRows>>> {
  if (tokens.length === 0) return new Map();
  const { rows } = await sql<{ token: string; parts: string }>`
    select token, parts from begun_groups where token = any(${toTextArray(tokens)}::text[])`.execute(tx);
  return new Map(rows.map(({ token, parts }) => [token, new Map(JSON.parse(parts) as [string, PartRows][])]));
}

/** Deletes groups whose last parts two workers recorded at the same moment. */
export async function deleteEndedGroups(db: Db): Promise<void> {
  await sql`
    delete from begun_groups where not exists (select from begun_parts where begun_parts.token = begun_groups.token)`.execute(
    db,
  );
}
