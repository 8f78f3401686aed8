import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const accountSecurity: Migration = {
  name: "0008-account-security",
  up: sql`
    -- Secrets of links that were sent by mail, each good for one use. Of each kind the last one counts.
    create table mail_tokens (
      token_hash bytea primary key,
      user_id uuid not null references users on delete cascade,
      purpose text not null check (purpose in ('verify-email', 'reset-password')),
      expires_at timestamptz not null,
      created_at timestamptz not null default now(),
      unique (user_id, purpose)
    );
  `,
};
