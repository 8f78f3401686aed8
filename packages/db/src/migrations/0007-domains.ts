import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const domains: Migration = {
  name: "0007-domains",
  up: sql`
    -- Redirects for visitors for whom the domain has no link.
    alter table domains
      add column root_url text,
      add column not_found_url text,
      add column expired_url text,
      add column robots text check (robots in ('allow', 'disallow')),
      -- Chosen when the domain is added. If false, codes are in lower case.
      add column is_case_sensitive boolean not null default true,
      add column version bigint not null default nextval('link_version_seq');
    create index domains_workspace_idx on domains (workspace_id);
    alter table workspaces
      add column default_domain_id integer references domains on delete set null;

    -- Hosts that workspaces claim but have not verified by DNS. Several may claim the same host.
    create table domain_claims (
      workspace_id uuid not null references workspaces on delete cascade,
      host text not null,
      token text not null,
      is_case_sensitive boolean not null,
      created_at timestamptz not null default now(),
      primary key (workspace_id, host)
    );

    -- Host of a domain whose cached settings are outdated; null for links.
    alter table cache_outbox add column host text;

    -- The owner's own identifier for a link.
    alter table links add column external_id text;
    create unique index links_external_id_key on links (workspace_id, external_id) where external_id is not null;

    -- The blocked host that the link leads to; null if the link itself was blocked.
    alter table links add column blocked_host text;
    create index links_blocked_host_idx on links (blocked_host) where blocked_host is not null;

    -- Null: the key may access links of any domain.
    alter table api_keys add column domain_ids integer[];
  `,
};
