import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const historyMoves: Migration = {
  name: "0045-history-moves",
  up: sql`
    -- Parts of the clicks and sums in Postgres that shunt clicks move has copied to ClickHouse, or is copying.
    create table history_moves (
      -- In column moved of each row of the part in ClickHouse. Rows with other labels there do not belong to the history.
      label integer generated always as identity primary key,
      kind text not null,
      part text not null,
      begun_at timestamptz not null default now(),
      -- Clicks that are in ClickHouse for certain, and the key of the last row in Postgres that they come from.
      clicks bigint not null default 0,
      last_key text,
      -- The same with the rows that may be on their way.
      sent_clicks bigint not null default 0,
      sent_key text,
      -- When the clicks of both stores were compared.
      done_at timestamptz,
      -- When the rows in Postgres were deleted.
      deleted_at timestamptz
    );
    create unique index history_moves_part_key on history_moves (kind, part) where deleted_at is null;
  `,
};
