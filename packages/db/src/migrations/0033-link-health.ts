import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const linkHealth: Migration = {
  name: "0033-link-health",
  up: sql`
    -- Whether workers check the destinations of the workspace's links.
    alter table workspaces add column checks_links boolean not null default false;

    -- Checks of destinations, for links of workspaces that want them.
    create table link_health (
      link_id uuid primary key references links on delete cascade,
      -- The checked destination. If the link has another one by now, the row says nothing about it.
      target_url text not null,
      host text not null,
      status text not null default 'unknown' check (status in ('ok', 'broken', 'unknown')),
      -- When the status began.
      since timestamptz not null default now(),
      -- Failed checks in a row.
      failures int not null default 0,
      -- Whether a check has succeeded once.
      was_ok boolean not null default false,
      -- Of the last check; null before it.
      checked_at timestamptz,
      http_status int,
      redirects_to text,
      reason text,
      next_check_at timestamptz not null
    ) with (fillfactor = 70);
    create index link_health_due_idx on link_health (next_check_at);

    -- When the next check may request a host.
    create table link_check_hosts (
      host text primary key,
      free_at timestamptz not null
    ) with (fillfactor = 50);
  `,
};
