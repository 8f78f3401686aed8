import type { CreateWebhook, Webhook } from "@shunt/contracts/webhooks";

export interface WebhookRecord {
  id: string;
  workspaceId: string;
  url: string;
  description: string | null;
  events: CreateWebhook["events"];
  isActive: boolean;
  failingSince: Date | null;
  disabledReason: string | null;
  skippedEvents: number;
  lastSkippedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

export function toWebhookBody(webhook: WebhookRecord): Webhook {
  return {
    id: webhook.id,
    workspace_id: webhook.workspaceId,
    url: webhook.url,
    description: webhook.description,
    events: webhook.events,
    is_active: webhook.isActive,
    failing_since: webhook.failingSince?.toISOString() ?? null,
    disabled_reason: webhook.disabledReason,
    skipped_events: webhook.skippedEvents,
    last_skipped_at: webhook.lastSkippedAt?.toISOString() ?? null,
    created_at: webhook.createdAt.toISOString(),
    updated_at: webhook.updatedAt.toISOString(),
  };
}
