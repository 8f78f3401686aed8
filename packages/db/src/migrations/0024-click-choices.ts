import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const clickChoices: Migration = {
  name: "0024-click-choices",
  up: sql`
    alter table click_events
      -- Name of the rule that matched; null: none.
      add column rule text,
      -- Name of the variant of a split; null: no split.
      add column variant text;
  `,
};
