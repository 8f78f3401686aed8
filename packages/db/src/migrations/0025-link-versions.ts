import { sql } from "kysely";
import type { Migration } from "../migration.ts";

/** Former settings of links. `former_targets` keeps the destinations of earlier releases, which still write it. */
export const linkVersions: Migration = {
  name: "0025-link-versions",
  up: sql`
    create table link_versions (
      link_id uuid not null references links on delete cascade,
      -- Of the version that was replaced.
      number integer not null,
      -- Former values of the replaced settings, by the names of the API.
      replaced jsonb not null,
      replaced_at timestamptz not null default now(),
      replaced_by uuid references users on delete set null,
      primary key (link_id, number)
    );
  `,
};
