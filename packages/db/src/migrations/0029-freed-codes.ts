import { sql } from "kysely";
import type { Migration } from "../migration.ts";

/** Codes that links lost, for CODE_QUARANTINE_DAYS. */
export const freedCodes: Migration = {
  name: "0029-freed-codes",
  up: sql`
    create table freed_codes (
      code text collate "C" not null,
      domain_id integer not null references domains on delete cascade,
      -- May take the code back. No foreign key, as the workspace may be deleted; null if no workspace may.
      workspace_id uuid,
      kept_until timestamptz not null,
      primary key (code, domain_id)
    );
    create index freed_codes_kept_until_idx on freed_codes (kept_until);
  `,
};
