/** What other features and the root use of audit. */

export { type AuditEntry, writeAudit } from "./write-audit.ts";
