import { sql } from "kysely";
import type { Migration } from "../migration.ts";

/** Passwords of links, apart from what the redirect and the API read. */
export const linkLocks: Migration = {
  name: "0027-link-locks",
  up: sql`
    create table link_locks (
      link_id uuid primary key references links on delete cascade,
      -- argon2id.
      password_hash text not null,
      -- The private key for tickets, sealed under SECRET_KEY. The public key is links.rules->'lock'.
      sealed_key bytea not null
    );
  `,
};
