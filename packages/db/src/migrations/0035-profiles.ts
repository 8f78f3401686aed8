import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const profiles: Migration = {
  name: "0035-profiles",
  up: sql`
    -- Preferences for pages and mails. Null means those of the browser.
    alter table users add column language text, add column time_zone text;
  `,
};
