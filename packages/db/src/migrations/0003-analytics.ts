import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const analytics: Migration = {
  name: "0003-analytics",
  up: sql`
    alter table click_events
      add column region text,
      add column city text,
      -- The visitor's first click on this link and UTC day, which counts as a unique visitor.
      add column is_first_visit boolean not null default false;
    -- Clicks of a workspace by time.
    create index click_events_workspace_idx on click_events (workspace_id, clicked_at, id);

    alter table links
      -- Earlier clicks do not count, because the owner has reset the statistics.
      add column clicks_since timestamptz not null default '-infinity';

    alter table link_daily add column scans bigint not null default 0;

    -- Quarters of an hour, because some time zones have such offsets: hours, days, weeks and months of any zone are
    -- sums of them. Scans are human clicks from QR codes.
    create table link_quarter_hourly (
      link_id uuid not null,
      at timestamptz not null,
      clicks bigint not null,
      human_clicks bigint not null,
      unique_visitors bigint not null,
      scans bigint not null,
      primary key (link_id, at)
    ) with (fillfactor = 70);
    insert into link_quarter_hourly (link_id, at, clicks, human_clicks, unique_visitors, scans)
    select link_id, date_bin('15 minutes', clicked_at, timestamptz 'epoch'), count(*), count(*) filter (where class = 'human'),
      0, count(*) filter (where class = 'human' and source = 'qr')
    from click_events group by 1, 2;

    -- Unknown values get no row: their count is the day's clicks minus the rows. The detail refines a value, such as a
    -- browser's version or a region's country.
    drop table link_daily_dimension;
    create table link_daily_dimension (
      link_id uuid not null,
      dimension text collate "C" not null,
      day date not null,
      value text collate "C" not null,
      detail text collate "C" not null,
      clicks bigint not null,
      human_clicks bigint not null,
      primary key (link_id, dimension, day, value, detail)
    ) with (fillfactor = 80);
    insert into link_daily_dimension (link_id, dimension, day, value, detail, clicks, human_clicks)
    select link_id, dimension, (clicked_at at time zone 'UTC')::date, left(value, 500), coalesce(detail, ''), count(*),
      count(*) filter (where class = 'human')
    from click_events,
      lateral (values
        ('country', country, null), ('browser', browser, browser_version), ('os', os, os_version), ('device', device, null),
        ('referrer', referrer_host, null), ('language', language, null), ('destination', destination, null),
        ('utm_source', utm_source, null), ('utm_medium', utm_medium, null), ('utm_campaign', utm_campaign, null),
        ('utm_term', utm_term, null), ('utm_content', utm_content, null),
        ('class', nullif(class, 'human'), class_reason)
      ) as known (dimension, value, detail)
    where value is not null
    group by 1, 2, 3, 4, 5;

    -- Clicks that Postgres refused, in their stored form, without the visitor's address.
    create table dead_clicks (
      id uuid primary key,
      batch text not null,
      reason text not null,
      click jsonb not null,
      created_at timestamptz not null default now()
    );

    -- Visits to codes without a link and to a domain's root (empty code). Upkeep keeps only the codes with most hits.
    create table orphan_hits (
      domain_id integer not null,
      day date not null,
      code text collate "C" not null,
      hits bigint not null,
      human_hits bigint not null,
      last_hit_at timestamptz not null,
      primary key (domain_id, day, code)
    ) with (fillfactor = 80);

    -- Links whose clicks and sums before a time the worker must delete, as the link was deleted or reset.
    create table forgotten_clicks (
      link_id uuid not null,
      before timestamptz not null,
      created_at timestamptz not null default now(),
      primary key (link_id, before)
    );

    create table audit_log (
      id uuid primary key,
      workspace_id uuid not null references workspaces on delete cascade,
      actor_id uuid references users on delete set null,
      action text not null,
      subject_id uuid not null,
      details jsonb not null default '{}',
      created_at timestamptz not null default now()
    );
    create index audit_log_workspace_idx on audit_log (workspace_id, created_at, id);

    create table tags (
      id uuid primary key,
      workspace_id uuid not null references workspaces on delete cascade,
      name text not null,
      created_at timestamptz not null default now()
    );
    create unique index tags_name_key on tags (workspace_id, lower(name));
    create table link_tags (
      link_id uuid not null references links on delete cascade,
      tag_id uuid not null references tags on delete cascade,
      primary key (link_id, tag_id)
    );
    create index link_tags_tag_idx on link_tags (tag_id, link_id);
  `,
};
