import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const edge: Migration = {
  name: "0002-edge",
  up: sql`
    alter table links
      add column is_indexable boolean not null default false,
      -- Set by moderation. Setting it must raise the version and add an outbox row.
      add column blocked_at timestamptz;
  `,
};
