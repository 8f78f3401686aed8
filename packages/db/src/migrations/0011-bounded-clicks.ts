import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const boundedClicks: Migration = {
  name: "0011-bounded-clicks",
  up: sql`
    -- Rows that the day has in link_daily_dimension, by dimension, in the order of the worker's list; null: not counted yet.
    alter table link_daily add column named_values smallint[];

    -- Destinations too long for each click to repeat: click_events.destination then holds their beginning.
    create table link_destinations (
      link_id uuid not null,
      hash bytea not null,
      url text not null,
      primary key (link_id, hash)
    );
    alter table click_events
      add column destination_hash bytea,
      -- What of it is counted under a coarser value in link_daily_dimension, as bits; null: nothing.
      add column coarse integer;
  `,
};
