import type { Generated } from "kysely";

/** Webhooks, for Kysely. The migrations describe each table. */
export interface WebhookTables {
  webhooks: WebhooksTable;
  webhook_events: WebhookEventsTable;
  webhook_deliveries: WebhookDeliveriesTable;
  webhook_skips: WebhookSkipsTable;
}

export interface WebhooksTable {
  id: string;
  workspace_id: string;
  url: string;
  description: string | null;
  events: string[];
  secret_sealed: Buffer;
  is_active: Generated<boolean>;
  listening_since: Generated<Date>;
  failing_since: Generated<Date | null>;
  disabled_reason: Generated<string | null>;
  is_backlog_full: Generated<boolean>;
  is_suspended: Generated<boolean>;
  created_by: string | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface WebhookEventsTable {
  id: string;
  workspace_id: string;
  type: string;
  payload: unknown;
  once_key: Generated<string | null>;
  created_at: Generated<Date>;
}

export interface WebhookDeliveriesTable {
  id: string;
  webhook_id: string;
  event_id: string;
  status: Generated<"pending" | "delivered" | "failed">;
  attempts: Generated<number>;
  next_attempt_at: Generated<Date>;
  last_attempt_at: Generated<Date | null>;
  last_status: Generated<number | null>;
  last_error: Generated<string | null>;
  last_duration_ms: Generated<number | null>;
  created_at: Generated<Date>;
}

export interface WebhookSkipsTable {
  webhook_id: string;
  events: number;
  skipped_at: Generated<Date>;
}
