import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const movedClicks: Migration = {
  name: "0039-moved-clicks",
  up: sql`
    -- Links whose single clicks follow them to another workspace; the worker moves them.
    create table moved_clicks (
      link_id uuid primary key references links on delete cascade,
      created_at timestamptz not null default now()
    );
  `,
};
