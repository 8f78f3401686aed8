import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { toTextArray } from "../store/array-literal.ts";
import { type GroupPart, type GroupRows, packGroup, toGroupRows, unpackGroup } from "./group-rows.ts";

/** Keeps the rows of a group until its last part is recorded, about 40 bytes a click. */
export async function keepGroup(tx: Db, token: string, rows: GroupRows): Promise<void> {
  await sql`insert into begun_groups (token, rows) values (${token}, ${await packGroup(rows)})`.execute(tx);
}

/** Returns functions that unpack the rows of groups, by token: all groups together may be too large for memory. */
export async function findGroups(tx: Db, tokens: readonly string[]): Promise<Map<string, () => Promise<GroupRows>>> {
  if (tokens.length === 0) return new Map();
  const { rows } = await sql<{ token: string; parts: string | null; rows: Buffer }>`
    select token, parts, rows from begun_groups where token = any(${toTextArray(tokens)}::text[])`.execute(tx);
  return new Map(
    rows.map(group => [
      group.token,
      async () => (group.parts === null ? unpackGroup(group.rows) : readOldGroup(group.parts)),
    ]),
  );
}

/** Of a version that kept clicks as JSON. It inserted the same rows. */
function readOldGroup(parts: string): GroupRows {
  const known = JSON.parse(parts) as [name: string, rows: Omit<GroupPart, "name">][];
  return toGroupRows(known.map(([name, rows]) => ({ name, ...rows })));
}

/** Deletes groups whose last parts two workers recorded at the same moment. */
export async function deleteEndedGroups(db: Db): Promise<void> {
  await sql`
    delete from begun_groups where not exists (select from begun_parts where begun_parts.token = begun_groups.token)`.execute(
    db,
  );
}
