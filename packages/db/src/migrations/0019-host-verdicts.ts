import { sql } from "kysely";
import { hostVerdictLock } from "../host-verdicts.ts";
import type { Migration } from "../migration.ts";

export const hostVerdicts: Migration = {
  name: "0019-host-verdicts",
  up: sql`
    -- Volatile, so that each statement in it sees the latest commits instead of the caller's snapshot.
    create function refuse_blocked_hosts(names text[]) returns boolean language plpgsql volatile as $$
    begin
      perform pg_advisory_xact_lock_shared(${sql.lit(hostVerdictLock)});
      if exists (select from blocked_hosts where host = any(names)) then
        raise exception 'a host has been blocked meanwhile' using errcode = 'SH451';
      end if;
      return true;
    end $$;
  `,
};
