import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const utmTemplates: Migration = {
  name: "0031-utm-templates",
  up: sql`
    -- Values for the UTM fields of links. Links copy them and do not refer to the template.
    create table utm_templates (
      id uuid primary key,
      workspace_id uuid not null references workspaces on delete cascade,
      name text not null,
      utm_source text,
      utm_medium text,
      utm_campaign text,
      utm_term text,
      utm_content text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      check (num_nonnulls(utm_source, utm_medium, utm_campaign, utm_term, utm_content) > 0)
    );
    create unique index utm_templates_name_key on utm_templates (workspace_id, lower(name));
  `,
};
