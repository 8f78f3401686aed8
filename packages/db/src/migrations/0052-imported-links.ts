import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const importedLinks: Migration = {
  name: "0052-imported-links",
  up: sql`
    alter table links
      -- When an import created the link; null for other links. created_at is then the time in the imported file, if it has one.
      add column imported_at timestamptz,
      -- Clicks before the import, as the file counts them. Never added to those that were counted here.
      add column former_clicks bigint;
  `,
};
