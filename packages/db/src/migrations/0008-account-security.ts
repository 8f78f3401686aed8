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

    -- Who signs in with a second factor (RFC 6238), or has begun to set one up.
    create table totp (
      user_id uuid primary key references users on delete cascade,
      -- Encrypted under SECRET_KEY.
      secret bytea not null,
      confirmed_at timestamptz,
      -- Of the last code that was accepted: it and those before are spent.
      last_step integer,
      created_at timestamptz not null default now()
    );
    -- Each is good for one log-in.
    create table recovery_codes (
      user_id uuid not null references totp on delete cascade,
      code_hash bytea not null,
      primary key (user_id, code_hash)
    );
  `,
};
