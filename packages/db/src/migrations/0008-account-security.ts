import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const accountSecurity: Migration = {
  name: "0008-account-security",
  up: sql`
    -- Tokens sent by mail, each for one use. Per user and purpose only the latest is valid.
    create table mail_tokens (
      token_hash bytea primary key,
      user_id uuid not null references users on delete cascade,
      purpose text not null check (purpose in ('verify-email', 'reset-password')),
      expires_at timestamptz not null,
      created_at timestamptz not null default now(),
      unique (user_id, purpose)
    );

    -- Users with a second factor (RFC 6238), confirmed or being set up.
    create table totp (
      user_id uuid primary key references users on delete cascade,
      -- Encrypted under SECRET_KEY.
      secret bytea not null,
      confirmed_at timestamptz,
      -- Time step of the last accepted code; this and earlier codes are spent.
      last_step integer,
      created_at timestamptz not null default now()
    );
    -- Each is valid for one sign-in.
    create table recovery_codes (
      user_id uuid not null references totp on delete cascade,
      code_hash bytea not null,
      primary key (user_id, code_hash)
    );
  `,
};
