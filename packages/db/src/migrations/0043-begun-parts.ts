import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const begunParts: Migration = {
  name: "0043-begun-parts",
  up: sql`
    -- Parts of batches whose clicks may be in ClickHouse, and which are not in ingested_batches yet.
    create table begun_parts (
      name text primary key,
      begun_at timestamptz not null default now()
    );
  `,
};
