import { sql } from "kysely";
import type { Migration } from "../migration.ts";

/**
 * Searchable text of links where it differs from the stored columns. A separate table, so that links are neither locked
 * nor rewritten.
 */
export const search: Migration = {
  name: "0012-search",
  up: sql`
    -- Destinations in Unicode, and titles, notes and folders without case and accents. Links without a row are found by
    -- their own columns: those in plain ASCII need no row, and those of older versions get one within an hour.
    create table link_search (
      link_id uuid primary key references links on delete cascade,
      owner_id uuid,
      -- Version of the link when the row was written.
      version bigint not null,
      search_text text not null
    );
    create index link_search_text_idx on link_search using gin (search_text gin_trgm_ops);
    create index link_search_owner_idx on link_search (owner_id);

    -- When a process last started to look for links without a row.
    create table link_search_sweeps (
      id boolean primary key default true check (id),
      started_at timestamptz not null default '-infinity'
    );
    insert into link_search_sweeps default values;
  `,
};
