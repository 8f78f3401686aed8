import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const packedDimensions: Migration = {
  name: "0041-packed-dimensions",
  up: sql`
    -- Clicks of a link and UTC day by dimension, value and detail, as in link_daily_dimension. Each transaction that
    -- adds some inserts one row for all of them; once there are several rows, they are merged. Not unique.
    create table packed_dimensions (
      link_id uuid not null,
      day date not null,
      -- One element for each value, in the same order.
      dimension text[] collate "C" not null,
      value text[] collate "C" not null,
      detail text[] collate "C" not null,
      clicks integer[] not null,
      human_clicks integer[] not null
    );
    create index packed_dimensions_link_idx on packed_dimensions (link_id, day);
    -- Rows of the day in packed_dimensions.
    alter table link_daily add column packed_rows smallint not null default 0;

    -- Since when workers write clicks in another form. Services of the version before do not read it, so a database that
    -- has clicks changes two days after the migration, when they are gone.
    create table click_forms (
      name text primary key,
      -- UTC.
      from_day date not null
    );
    insert into click_forms (name, from_day)
    select 'packed-dimensions', case when exists (select 1 from link_daily)
      then (now() at time zone 'UTC')::date + 2 else '-infinity'::date end;
  `,
};
