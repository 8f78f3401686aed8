import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const destinationHealth: Migration = {
  name: "0042-destination-health",
  up: sql`
    -- Links with destinations other than target_url, in workspaces that want checks: fallback, rules, split, apps.
    create table destination_lists (
      link_id uuid primary key references links on delete cascade,
      -- The version of the link whose destinations are in destination_health.
      version bigint not null
    );

    -- Checks of these destinations. The columns mean the same as in link_health, which has those of target_url.
    create table destination_health (
      link_id uuid not null references destination_lists on delete cascade,
      target_url text not null,
      host text not null,
      status text not null default 'unknown' check (status in ('ok', 'broken', 'unknown')),
      since timestamptz not null default now(),
      failures int not null default 0,
      was_ok boolean not null default false,
      checked_at timestamptz,
      http_status int,
      redirects_to text,
      reason text,
      next_check_at timestamptz not null
    ) with (fillfactor = 70);
    -- URLs may be too long for an index.
    create unique index destination_health_key on destination_health (link_id, hashtextextended(target_url, 0));
    create index destination_health_due_idx on destination_health (next_check_at);
  `,
};
