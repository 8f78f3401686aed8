import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const links: Migration = {
  name: "0006-links",
  up: sql`
    -- Trigrams find any part of a code, destination, title or note.
    create extension if not exists pg_trgm;

    alter table links
      add column notes text,
      add column folder text,
      -- Hidden from the owner's lists; redirects still work.
      add column archived_at timestamptz;
    drop index links_owner_idx;
    create index links_owner_idx on links (owner_id, created_at, id);
    create index links_folder_idx on links (owner_id, folder) where folder is not null;
    create index links_search_idx on links using gin (target_url gin_trgm_ops, title gin_trgm_ops, notes gin_trgm_ops);
    create index link_codes_search_idx on link_codes using gin (code gin_trgm_ops);

    -- Previous destinations of links.
    create table former_targets (
      link_id uuid not null references links on delete cascade,
      replaced_at timestamptz not null default now(),
      target_url text not null,
      replaced_by uuid references users on delete set null,
      id uuid primary key
    );
    create index former_targets_link_idx on former_targets (link_id, replaced_at, id);
  `,
};
