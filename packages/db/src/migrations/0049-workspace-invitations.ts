import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const workspaceInvitations: Migration = {
  name: "0049-workspace-invitations",
  up: sql`
    -- Open invitations to workspaces. Only the hash of the secret that the invited person gets is stored.
    create table workspace_invitations (
      id uuid primary key,
      workspace_id uuid not null references workspaces on delete cascade,
      email text not null,
      role text not null check (role in ('owner', 'admin', 'editor', 'viewer')),
      token_hash bytea not null unique,
      invited_by uuid not null references users on delete cascade,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null
    );
    create unique index workspace_invitations_email_idx on workspace_invitations (workspace_id, lower(email));
    create index workspace_invitations_invited_by_idx on workspace_invitations (invited_by);
  `,
};
