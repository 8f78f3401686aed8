import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const takingAway: Migration = {
  name: "0013-taking-away",
  up: sql`
    -- Short URLs that moderation has blocked. Separate from links, which owners may delete.
    create table blocked_addresses (
      -- The domain's host; empty for the shared domain. Not its id, which changes when a domain is added again.
      host text not null,
      code text collate "C" not null,
      -- Whether the domain was case-sensitive when the address was blocked.
      is_case_sensitive boolean not null,
      -- The link that had the code. No foreign key, as the link may be deleted.
      link_id uuid not null,
      reason text,
      blocked_by uuid references users on delete set null,
      -- For caches, like a link's version.
      version bigint not null default nextval('link_version_seq'),
      created_at timestamptz not null default now(),
      primary key (host, code)
    );
    create index blocked_addresses_code_idx on blocked_addresses (lower(code));
    create index blocked_addresses_link_idx on blocked_addresses (link_id);
    insert into blocked_addresses (host, code, is_case_sensitive, link_id)
    select coalesce(domains.host, ''), link_codes.code, domains.is_case_sensitive, links.id
    from links join link_codes on link_id = links.id join domains on domains.id = domain_id
    where blocked_at is not null and blocked_host is null;

    -- Reason shown to the owner.
    alter table links add column blocked_reason text;
    -- Redirects of a domain that led to a blocked host, by column name. They are restored when the host is unblocked.
    alter table domains add column blocked_urls jsonb;

    -- Disabled with its account, and enabled again with it.
    alter table webhooks add column is_suspended boolean not null default false;

    -- A new e-mail address is confirmed like the first one.
    alter table mail_tokens
      drop constraint mail_tokens_purpose_check,
      add constraint mail_tokens_purpose_check check (purpose in ('verify-email', 'reset-password', 'change-email')),
      -- The new address, and the session that requested the change.
      add column email text,
      add column session_id uuid;
  `,
};
