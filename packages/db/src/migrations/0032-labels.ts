import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const labels: Migration = {
  name: "0032-labels",
  up: sql`
    alter table tags add column color text;

    -- Folders that members created or coloured. Other folders exist as long as a link names them.
    create table folders (
      id uuid primary key,
      workspace_id uuid not null references workspaces on delete cascade,
      name text not null,
      color text,
      created_at timestamptz not null default now()
    );
    create unique index folders_name_key on folders (workspace_id, lower(name));
  `,
};
