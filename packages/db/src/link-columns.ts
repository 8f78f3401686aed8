import { type EdgeLink, edgeSettings, type LinkSettings, linkSettings } from "@shunt/contracts";
import { type AliasedRawBuilder, sql } from "kysely";

/** For a select from `links`: its settings, as `LinkSettings` names them. */
export const settingColumns = linkSettings.map(({ column, name }) => toColumn(column, name));

/** For a select from `links`: what `toCachedLink` takes. */
export const edgeLinkColumns: readonly AliasedRawBuilder<unknown, keyof EdgeLink>[] = [
  toColumn("id", "id"),
  toColumn("version", "version"),
  sql`links.blocked_at is not null`.as("isBlocked"),
  toColumn("rules", "rules"),
  ...edgeSettings.map(({ column, name }) => toColumn(column, name)),
];

function toColumn<Name extends keyof LinkSettings | keyof EdgeLink>(column: string, name: Name) {
  return sql.ref(`links.${column}`).as(name);
}
