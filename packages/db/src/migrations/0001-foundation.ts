import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const foundation: Migration = {
  name: "0001-foundation",
  up: sql`
    create table users (
      id uuid primary key,
      email text not null,
      full_name text,
      password_hash text not null,
      role text not null default 'user' check (role in ('user', 'admin')),
      is_active boolean not null default true,
      is_verified boolean not null default false,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    -- E-mail addresses keep their case and are compared without it.
    create unique index users_email_key on users (lower(email));

    -- A family belongs to one sign-in. Rotation adds a token; reuse of an old one revokes the family (RFC 9700,
    -- 4.14.2).
    create table refresh_tokens (
      id uuid primary key,
      family_id uuid not null,
      user_id uuid not null references users on delete cascade,
      token_hash bytea not null unique,
      expires_at timestamptz not null,
      used_at timestamptz,
      revoked_at timestamptz,
      created_at timestamptz not null default now()
    );
    create index refresh_tokens_family_idx on refresh_tokens (family_id);
    create index refresh_tokens_user_idx on refresh_tokens (user_id);
    create index refresh_tokens_expires_idx on refresh_tokens (expires_at);

    -- Each link belongs to a workspace. Each user has a personal one; anonymous links share one.
    create table workspaces (
      id uuid primary key,
      name text not null,
      personal_user_id uuid unique references users on delete cascade,
      created_at timestamptz not null default now()
    );
    create table workspace_members (
      workspace_id uuid not null references workspaces on delete cascade,
      user_id uuid not null references users on delete cascade,
      role text not null check (role in ('owner', 'admin', 'member', 'viewer')),
      created_at timestamptz not null default now(),
      primary key (workspace_id, user_id)
    );
    create index workspace_members_user_idx on workspace_members (user_id);
    insert into workspaces (id, name) values ('00000000-0000-7000-8000-000000000000', 'Anonymous links');

    -- The id is a small number because every cache key contains it. Domain 1 is the host of BASE_URL, which is not
    -- stored.
    create table domains (
      id integer generated always as identity primary key,
      host text unique,
      workspace_id uuid references workspaces on delete cascade,
      created_at timestamptz not null default now()
    );
    insert into domains (host) values (null);

    -- One sequence for all links: when a code is reused, its version still increases, so caches can order entries by
    -- it.
    create sequence link_version_seq as bigint;

    create table links (
      id uuid primary key,
      workspace_id uuid not null references workspaces on delete cascade,
      owner_id uuid references users on delete set null,
      target_url text not null,
      title text,
      is_active boolean not null,
      is_public boolean not null,
      redirect_status smallint not null check (redirect_status in (301, 302, 307, 308)),
      starts_at timestamptz,
      expires_at timestamptz,
      fallback_url text,
      version bigint not null default nextval('link_version_seq'),
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    create index links_workspace_idx on links (workspace_id, created_at, id);
    create index links_owner_idx on links (owner_id);

    -- A link may have several codes, one of them primary.
    create table link_codes (
      code text collate "C" not null,
      domain_id integer not null references domains,
      link_id uuid not null references links on delete cascade,
      is_primary boolean not null,
      is_custom boolean not null,
      created_at timestamptz not null default now(),
      primary key (code, domain_id)
    );
    create unique index link_codes_primary_key on link_codes (link_id) where is_primary;
    create index link_codes_link_idx on link_codes (link_id);

    -- Changes that caches and pods have not received yet. The worker publishes rows that a crash left behind.
    create table cache_outbox (
      id bigint generated always as identity primary key,
      domain_id integer not null,
      code text not null,
      version bigint not null,
      created_at timestamptz not null default now()
    );

    -- No foreign key: deleting a link must not fail a batch of its clicks.
    create table click_events (
      clicked_at timestamptz not null,
      link_id uuid not null,
      id uuid not null,
      workspace_id uuid not null,
      class text not null,
      class_reason text,
      visitor_hash bytea,
      country text,
      browser text,
      browser_version text,
      os text,
      os_version text,
      device text,
      referrer_host text,
      language text,
      source text not null,
      utm_source text,
      utm_medium text,
      utm_campaign text,
      utm_term text,
      utm_content text,
      destination text not null,
      primary key (link_id, clicked_at, id)
    ) partition by range (clicked_at);
    -- Catches clicks outside the days for which the worker has created partitions.
    create table click_events_default partition of click_events default;

    -- A batch's name is written with its clicks, so that a duplicate delivery is ignored.
    create table ingested_batches (
      name text primary key,
      clicks integer not null,
      ingested_at timestamptz not null default now()
    );
    create index ingested_batches_ingested_at_idx on ingested_batches (ingested_at);

    -- Aggregates, written in the same transaction as the clicks. human_clicks exclude bots, previews and prefetches.
    create table link_totals (
      link_id uuid primary key,
      clicks bigint not null,
      human_clicks bigint not null,
      last_clicked_at timestamptz not null
    ) with (fillfactor = 70);
    create table link_daily (
      link_id uuid not null,
      day date not null,
      clicks bigint not null,
      human_clicks bigint not null,
      unique_visitors bigint not null,
      primary key (link_id, day)
    ) with (fillfactor = 70);
    create table link_daily_dimension (
      link_id uuid not null,
      day date not null,
      dimension text not null,
      value text not null,
      human_clicks bigint not null,
      primary key (link_id, day, dimension, value)
    ) with (fillfactor = 70);
    create table daily_visitors (
      link_id uuid not null,
      day date not null,
      visitor_hash bytea not null,
      primary key (link_id, day, visitor_hash)
    );

    -- Keys of each day's visitor hashes. After a row is deleted, its hashes cannot be traced to visitors.
    create table visitor_keys (
      day date primary key,
      key bytea not null
    );
  `,
};
