import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const backupIndex: Migration = {
  name: "0022-backup-index",
  up: sql`
    -- Every scrape of the metrics reads the time of the last backup.
    create index audit_log_backups_idx on audit_log (created_at) where action = 'backup.created';
  `,
};
