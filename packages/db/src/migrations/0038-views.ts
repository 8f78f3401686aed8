import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const views: Migration = {
  name: "0038-views",
  up: sql`
    -- Search parameters of a page of the dashboard, under a name of the account's choice.
    create table saved_views (
      id uuid primary key,
      user_id uuid not null references users on delete cascade,
      page text not null,
      name text not null,
      search jsonb not null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    create unique index saved_views_name_key on saved_views (user_id, page, lower(name));

    -- Reports that people without an account read by a secret. They show what their creator may edit in the workspace.
    create table shared_views (
      id uuid primary key,
      user_id uuid not null references users on delete cascade,
      workspace_id uuid not null references workspaces on delete cascade,
      -- SHA-256 of the secret.
      token_hash bytea not null unique,
      name text not null,
      link_id uuid references links on delete cascade,
      tag text,
      folder text,
      -- Period, filters and bots, as the queries of analytics take them.
      query jsonb not null,
      hides_destinations boolean not null,
      expires_at timestamptz,
      created_at timestamptz not null default now(),
      check (num_nonnulls(link_id, tag, folder) = 1)
    );
    create index shared_views_user_idx on shared_views (user_id);
    create index shared_views_workspace_idx on shared_views (workspace_id);
    create index shared_views_link_idx on shared_views (link_id) where link_id is not null;
  `,
};
