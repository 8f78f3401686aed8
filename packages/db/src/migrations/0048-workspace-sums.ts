import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const workspaceSums: Migration = {
  name: "0048-workspace-sums",
  up: sql`
    -- Sums of the links of a workspace by UTC day, so that a long period of a large workspace takes few rows. They contain
    -- the links and days with link_daily.is_summed; readers add the others. There may be several rows, also with
    -- negative numbers; the worker merges them.
    create table workspace_quarters (
      workspace_id uuid not null references workspaces on delete cascade,
      day date not null,
      -- One element for each quarter of an hour with clicks, in the same order. The quarters of a day are 0 to 95.
      quarter smallint[] not null,
      clicks bigint[] not null,
      human_clicks bigint[] not null,
      unique_visitors bigint[] not null,
      scans bigint[] not null
    );
    create index workspace_quarters_workspace_idx on workspace_quarters (workspace_id, day);
    create table workspace_dimensions (
      workspace_id uuid not null references workspaces on delete cascade,
      day date not null,
      dimension text collate "C" not null,
      -- One element for each value, in the same order.
      value text[] collate "C" not null,
      detail text[] collate "C" not null,
      clicks bigint[] not null,
      human_clicks bigint[] not null
    );
    create index workspace_dimensions_workspace_idx on workspace_dimensions (workspace_id, dimension, day);

    -- Whether the sums of the workspace contain the link's clicks of the day.
    alter table link_daily add column is_summed boolean not null default false;
    create index link_daily_open_idx on link_daily (day, link_id) where not is_summed;

    -- Rows are written in the order of time, so a period of all links is in few pages.
    create index link_daily_day_idx on link_daily using brin (day) with (autosummarize = on);
    create index link_quarter_hourly_at_idx on link_quarter_hourly using brin (at) with (autosummarize = on);
    create index packed_dimensions_day_idx on packed_dimensions using brin (day) with (autosummarize = on);

    -- Services of the version before change the sums of a link only, so a database that has clicks waits until they are
    -- gone.
    insert into click_forms (name, from_day)
    select 'workspace-sums', case when exists (select 1 from link_daily)
      then (now() at time zone 'UTC')::date + 2 else '-infinity'::date end;
  `,
};
