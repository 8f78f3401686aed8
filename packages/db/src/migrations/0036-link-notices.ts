import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const linkNotices: Migration = {
  name: "0036-link-notices",
  up: sql`
    -- Owners learn that a link was blocked or marked as unsafe. Written with the change; workers mail it, management notifies.
    create table link_notices (
      id uuid primary key,
      -- No foreign key, so that blocking and deleting an account do not wait for each other. The links of the account go with it.
      user_id uuid not null,
      link_id uuid not null references links on delete cascade,
      kind text not null check (kind in ('blocked', 'unsafe')),
      reason text,
      created_at timestamptz not null default now(),
      -- The mail that lists the notice, the same for each attempt; null before the first.
      mail_id uuid,
      attempts int not null default 0,
      -- A while after the change, so that one mail lists all links of an owner.
      due_at timestamptz not null default now() + interval '10 seconds',
      -- When the mail was sent, or given up.
      mail_settled_at timestamptz,
      -- When the social notification was queued.
      notified_at timestamptz
    );
    create index link_notices_due_idx on link_notices (due_at) where mail_settled_at is null;
    create index link_notices_link_idx on link_notices (link_id);
    create index link_notices_user_idx on link_notices (user_id);
    create index link_notices_notified_idx on link_notices (created_at) where notified_at is null;
  `,
};
