import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const linkReports: Migration = {
  name: "0030-link-reports",
  up: sql`
    -- Reports of harmful links by visitors. One row collects all reports of a link until an administrator closes it.
    create table link_reports (
      id uuid primary key,
      link_id uuid not null references links on delete cascade,
      report_count int not null default 1,
      -- The first of them: category, text, e-mail address and time.
      entries jsonb not null,
      created_at timestamptz not null default now(),
      reported_at timestamptz not null default now(),
      -- Null while it is open.
      outcome text check (outcome in ('blocked', 'marked_unsafe', 'no_action')),
      closed_at timestamptz,
      check ((outcome is null) = (closed_at is null))
    );
    create unique index link_reports_open_idx on link_reports (link_id) where closed_at is null;
    create index link_reports_link_idx on link_reports (link_id);
  `,
};
