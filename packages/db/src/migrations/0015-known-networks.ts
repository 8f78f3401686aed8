import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const knownNetworks: Migration = {
  name: "0015-known-networks",
  up: sql`
    -- Networks from which an account has signed in, as keyed hashes; not all of them are kept.
    create table known_networks (
      user_id uuid not null references users on delete cascade,
      network_hash bytea not null,
      last_used_at timestamptz not null default now(),
      primary key (user_id, network_hash)
    );
  `,
};
