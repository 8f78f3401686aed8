import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const boundedClicks: Migration = {
  name: "0011-bounded-clicks",
  up: sql`
    -- Rows of the day in link_daily_dimension per dimension, in the order of the worker's list; null: not counted yet.
    alter table link_daily add column named_values smallint[];

    -- Destinations that are too long to repeat in each click; click_events.destination holds their beginning.
    create table link_destinations (
      link_id uuid not null,
      hash bytea not null,
      url text not null,
      primary key (link_id, hash)
    );
    alter table click_events
      add column destination_hash bytea,
      -- Bits of the columns that are counted under a coarser value in link_daily_dimension; null: none.
      add column coarse integer;
  `,
};
