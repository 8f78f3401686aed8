import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const reputation: Migration = {
  name: "0034-reputation",
  up: sql`
    -- The block list of BLOCK_LIST as it was last read.
    create table block_list (
      host text not null,
      -- Beginning of the URL behind the host; empty for the whole host and its subdomains.
      prefix text not null,
      primary key (host, prefix)
    );

    -- Sources of judgements on destinations: the block list, Google Safe Browsing.
    create table reputation_sources (
      name text primary key,
      -- The place and digest of the list that was read last, and when; null without a list.
      place text,
      digest text,
      read_at timestamptz,
      -- When the list is read next.
      next_read_at timestamptz not null default now(),
      -- Links that changed before this time are checked.
      checked_until timestamptz not null default now(),
      -- All links are checked up to this id; null if no such sweep is under way.
      swept_to uuid default '00000000-0000-0000-0000-000000000000',
      swept_at timestamptz,
      -- The worker that holds it is checking.
      leased_until timestamptz not null default '-infinity'
    );

    -- Links with a destination that a source lists. Management marks them as unsafe.
    create table link_listings (
      link_id uuid not null references links on delete cascade,
      source text not null,
      -- Shown to the owner.
      reason text not null,
      primary key (link_id, source)
    );
    create index links_listed_idx on links (id) where unsafe_mark = 'listed';
    -- To find links that have just changed. Of this kind, it does not slow down writes.
    create index links_updated_idx on links using brin (updated_at) with (pages_per_range = 32, autosummarize = on);
  `,
};
