import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const slimClicks: Migration = {
  name: "0044-slim-clicks",
  up: sql`
    -- Values that many clicks share, one row for each combination. Workers commit a row before they write its id into a
    -- click. Ids come from one sequence; if it ever starts again, ids in use are skipped.
    create sequence click_part_ids as integer cycle;
    create table click_places (
      id integer primary key,
      -- Of the values, which are too long for an index.
      hash bytea not null unique,
      -- The last UTC day on which a worker used the row.
      used_on date not null,
      country text,
      region text,
      city text
    );
    create table click_agents (
      id integer primary key,
      hash bytea not null unique,
      used_on date not null,
      browser text,
      browser_version text,
      os text,
      os_version text,
      device text
    );
    create table click_origins (
      id integer primary key,
      hash bytea not null unique,
      used_on date not null,
      referrer_host text,
      utm_source text,
      utm_medium text,
      utm_campaign text,
      utm_term text,
      utm_content text
    );
    create table click_kinds (
      id integer primary key,
      hash bytea not null unique,
      used_on date not null,
      class text not null,
      class_reason text,
      language text,
      source text not null,
      rule text,
      variant text
    );
    -- Destinations of any length, if the clicks are in slim_clicks.
    alter table link_destinations
      -- The last UTC day with a click; null: written by a version before.
      add column used_on date;

    -- Clicks as in click_events, in half the space. No column is null but the visitor, and the widest come first: both
    -- keep a row at 96 bytes. Clicks with values that get no id are in click_events.
    create table slim_clicks (
      clicked_at timestamptz not null,
      link_id uuid not null,
      -- The end of the id, which begins with clicked_at.
      short_id bigint not null,
      visitor bigint,
      -- The first 8 bytes of the hash in link_destinations.
      destination bigint not null,
      -- The end of the id of the workspace: several workspaces may have the same.
      workspace_key integer not null,
      place integer not null,
      agent integer not null,
      origin integer not null,
      kind integer not null,
      -- Bits of click_events.coarse, and 2^30 for is_first_visit.
      flags integer not null
    ) partition by range (clicked_at);
    create table slim_clicks_default partition of slim_clicks default;
    create index slim_clicks_link_idx on slim_clicks (link_id, clicked_at);
    -- By second, as equal keys of an index share their space. Seconds since 2020 fit until 2088.
    create index slim_clicks_workspace_idx on slim_clicks
      (workspace_key, ((date_part('epoch', clicked_at at time zone 'UTC') - 1577836800)::integer));

    -- Until then, services of the version before and other readers of click_events miss no click.
    insert into click_forms (name, from_day) values ('slim-clicks', (now() at time zone 'UTC')::date + 2);
  `,
};
