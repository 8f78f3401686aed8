import type { RawBuilder } from "kysely";

/** The links of a query. They are in Postgres, also if their clicks are in ClickHouse. */
export interface Scope {
  /** All links belong to these workspaces. */
  workspaceIds: readonly string[];
  /** In the order of the query; undefined if it names none. */
  links: readonly { code: string; domain: string | null; linkId: string }[] | undefined;
  /** Whether the links are all those of the workspaces, and Postgres has sums of these. */
  isSummed: boolean;
  /** SQL condition on a column of link ids. */
  includes: (column: RawBuilder<unknown>) => RawBuilder<unknown>;
  /** The same on `links`. */
  isIncluded: RawBuilder<unknown>;
  /** SQL condition on a column of link ids: one of `links`, true if the query names none. */
  isNamed: (column: RawBuilder<unknown>) => RawBuilder<unknown>;
}
