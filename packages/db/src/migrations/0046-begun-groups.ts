import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const begunGroups: Migration = {
  name: "0046-begun-groups",
  up: sql`
    -- Small parts of batches that are inserted into ClickHouse together, with their rows as JSON, until all are recorded.
    create table begun_groups (
      token text primary key,
      parts text not null
    );
    -- Null: the part has an insert of its own.
    alter table begun_parts add column token text;
    create index begun_parts_token_idx on begun_parts (token) where token is not null;
  `,
};
