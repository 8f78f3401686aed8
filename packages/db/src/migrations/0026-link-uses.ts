import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const linkUses: Migration = {
  name: "0026-link-uses",
  up: sql`
    -- Clicks of links that count before they redirect. The redirects reserve them here and never hand out one that is not reserved.
    create table link_uses (
      link_id uuid primary key references links on delete cascade,
      -- Clicks that redirects have taken, and a few that they hold for clicks to come.
      reserved bigint not null,
      -- What the last reservation got of it.
      granted bigint not null,
      -- When the limit was reached; null if it is not.
      used_up_at timestamptz
    ) with (fillfactor = 50);
    create index link_uses_used_up_idx on link_uses (used_up_at) where used_up_at is not null;
  `,
};
