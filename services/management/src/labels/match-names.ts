import { type RawBuilder, sql } from "kysely";
import type { LabelFilter } from "./label-kind.ts";

/** @param key the name without case */
export function isNamed(
  workspaceId: RawBuilder<unknown>,
  key: RawBuilder<unknown>,
  { workspaceId: wanted, name, prefix }: LabelFilter,
): RawBuilder<boolean> {
  const conditions = [
    ...(wanted === undefined ? [] : [sql`${workspaceId} = ${wanted}::uuid`]),
    ...(name === undefined ? [] : [sql`${key} = lower(${name})`]),
    ...(prefix === undefined ? [] : [sql`starts_with(${key}, lower(${prefix}))`]),
  ];
  return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

export function isAfter(
  key: RawBuilder<unknown>,
  workspaceId: RawBuilder<unknown>,
  after: LabelFilter["after"],
): RawBuilder<boolean> {
  if (!after) return sql<boolean>`true`;
  return sql<boolean>`(${key}, ${workspaceId}) > (${after.key}, ${after.workspaceId}::uuid)`;
}
