import { sql } from "kysely";
import type { Migration } from "../migration.ts";

/** What people see of a link where that differs from what is stored. A table of its own, so that links are not locked or rewritten. */
export const search: Migration = {
  name: "0012-search",
  up: sql`
    -- Destinations in Unicode, and titles, notes and folders without case and accents. Links that lack a row are found by their own
    -- columns, as ever: those in plain ASCII need none, and those of an older version get theirs within an hour.
    create table link_search (
      link_id uuid primary key references links on delete cascade,
      owner_id uuid,
      -- Of the link when this was written.
      version bigint not null,
      search_text text not null
    );
    create index link_search_text_idx on link_search using gin (search_text gin_trgm_ops);
    create index link_search_owner_idx on link_search (owner_id);

    -- When a process last began to look for links that lack a row.
    create table link_search_sweeps (
      id boolean primary key default true check (id),
      started_at timestamptz not null default '-infinity'
    );
    insert into link_search_sweeps default values;
  `,
};
