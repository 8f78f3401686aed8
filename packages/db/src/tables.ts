import type { AccountTables } from "./account-tables.ts";
import type { AnalyticsTables } from "./analytics-tables.ts";
import type { LinkTables } from "./link-tables.ts";
import type { SafetyTables } from "./safety-tables.ts";
import type { SocialTables } from "./social-tables.ts";
import type { WebhookTables } from "./webhook-tables.ts";

/** Tables for Kysely. The migrations describe each table. */
export interface Tables extends AccountTables, LinkTables, SafetyTables, WebhookTables, AnalyticsTables, SocialTables {}
