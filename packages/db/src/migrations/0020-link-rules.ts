import { sql } from "kysely";
import type { Migration } from "../migration.ts";

/** Rules that the edge applies to links. No default, so that the table is not rewritten. */
export const linkRules: Migration = {
  name: "0020-link-rules",
  up: sql`
    -- Null for a plain link.
    alter table links add column rules jsonb;
  `,
};
