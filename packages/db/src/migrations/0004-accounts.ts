import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const accounts: Migration = {
  name: "0004-accounts",
  up: sql`
    -- A sign-in. The family of its refresh tokens has the same id.
    create table sessions (
      id uuid primary key,
      user_id uuid not null references users on delete cascade,
      user_agent text not null,
      created_at timestamptz not null default now(),
      last_used_at timestamptz not null default now(),
      expires_at timestamptz not null,
      ended_at timestamptz
    );
    create index sessions_user_idx on sessions (user_id, last_used_at);
    insert into sessions (id, user_id, user_agent, created_at, last_used_at, expires_at, ended_at)
    select family_id, user_id, '', min(created_at), max(created_at), max(expires_at), min(revoked_at)
    from refresh_tokens group by family_id, user_id;

    create table api_keys (
      id uuid primary key,
      user_id uuid not null references users on delete cascade,
      name text not null,
      -- First characters of the key, by which its owner recognises it.
      prefix text not null,
      key_hash bytea not null unique,
      scopes text[] not null,
      expires_at timestamptz,
      last_used_at timestamptz,
      created_at timestamptz not null default now()
    );
    create index api_keys_user_idx on api_keys (user_id, created_at);

    -- Hosts to which links must not lead, including their subdomains.
    create table blocked_hosts (
      host text primary key,
      reason text,
      created_by uuid references users on delete set null,
      created_at timestamptz not null default now()
    );

    -- Actions of administrators belong to no workspace.
    alter table audit_log alter column workspace_id drop not null;
    alter table audit_log alter column subject_id drop not null;
    create index audit_log_created_idx on audit_log (created_at, id);
  `,
};
