import { sql } from "kysely";
import type { Migration } from "../migration.ts";

/** Settings of domains that the edge applies, in one document like those of links. */
export const domainRules: Migration = {
  name: "0023-domain-rules",
  up: sql`
    -- Null without such settings.
    alter table domains add column rules jsonb;
  `,
};
