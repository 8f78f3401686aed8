import type { EdgeFacts } from "@shunt/contracts/cached";
import { edgeSettings, type LinkSettings, linkSettings } from "@shunt/contracts/links";
import { type AliasedRawBuilder, sql } from "kysely";

const factColumns: readonly AliasedRawBuilder<unknown, keyof EdgeFacts>[] = [
  toColumn("id", "id"),
  toColumn("version", "version"),
  sql`links.blocked_at is not null`.as("isBlocked"),
  sql`(links.unsafe_mark in ('marked', 'listed')) is true`.as("isUnsafe"),
  toColumn("rules", "rules"),
];

/** Columns of an `EdgeLink`, for a select from `links`. */
export const edgeLinkColumns = [...factColumns, ...edgeSettings.map(({ column, name }) => toColumn(column, name))];

/** The same columns with all settings. */
export const linkColumns = [...factColumns, ...linkSettings.map(({ column, name }) => toColumn(column, name))];

function toColumn<Name extends keyof LinkSettings | keyof EdgeFacts>(column: string, name: Name) {
  return sql.ref(`links.${column}`).as(name);
}
