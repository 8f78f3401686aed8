import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const domains: Migration = {
  name: "0007-domains",
  up: sql`
    -- Where visitors are sent for whom a domain has no link.
    alter table domains
      add column root_url text,
      add column not_found_url text,
      add column expired_url text,
      add column robots text check (robots in ('allow', 'disallow')),
      -- Decided when the domain is added: codes of those that are not are in lower case.
      add column is_case_sensitive boolean not null default true,
      add column version bigint not null default nextval('link_version_seq');
    create index domains_workspace_idx on domains (workspace_id);
    alter table workspaces
      add column default_domain_id integer references domains on delete set null;

    -- Hosts that somebody says are theirs, until DNS says so as well. Several may say it of one.
    create table domain_claims (
      workspace_id uuid not null references workspaces on delete cascade,
      host text not null,
      token text not null,
      is_case_sensitive boolean not null,
      created_at timestamptz not null default now(),
      primary key (workspace_id, host)
    );

    -- The host of a domain whose settings the caches must hear of; null where it is a link.
    alter table cache_outbox add column host text;

    -- What programs of the owner call a link.
    alter table links add column external_id text;
    create unique index links_external_id_key on links (workspace_id, external_id) where external_id is not null;

    -- Why a link is blocked, where that is not for itself: the host that it leads to.
    alter table links add column blocked_host text;
    create index links_blocked_host_idx on links (blocked_host) where blocked_host is not null;

    -- Null: keys that reach links of any domain.
    alter table api_keys add column domain_ids integer[];
  `,
};
