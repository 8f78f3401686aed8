import { sql } from "kysely";
import type { Migration } from "../migration.ts";

/** No defaults, so that the table is not rewritten. */
export const unsafeLinks: Migration = {
  name: "0028-unsafe-links",
  up: sql`
    alter table links
      -- 'cleared': an administrator declared the link safe, so block lists do not mark it.
      add column unsafe_mark text check (unsafe_mark in ('marked', 'listed', 'cleared')),
      -- Shown to the owner.
      add column unsafe_reason text;
  `,
};
