export { readBackupAge, recordBackup } from "./last-backup-store.ts";
export { type AuditEntry, writeAudit } from "./write-audit.ts";
