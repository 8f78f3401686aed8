import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { queryClient } from "../../api/query-client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { formatDateTime } from "../../messages/format.ts";
import { Badge, Card, Page, Skeleton } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { WorkspaceBadge } from "../../workspaces/workspace-badge.tsx";
import { developersMessages } from "../messages/index.ts";
import { webhookQuery } from "../queries.ts";
import { DeliveryLog } from "./delivery-log.tsx";
import { WebhookActions } from "./webhook-actions.tsx";
import { WebhookState } from "./webhook-state.tsx";

export function prefetchWebhook({ params: { id } }: { params: { id: string } }) {
  void queryClient.prefetchQuery(webhookQuery(id));
}

/** One webhook: its state, its settings and what was sent. */
export function WebhookPage() {
  const t = useMessages(developersMessages);
  const { id } = useParams({ from: "/members/developers/webhooks/$id" });
  const { data: webhook, error, refetch } = useQuery(webhookQuery(id));
  return (
    <Page
      title={webhook?.url ?? t.webhooks}
      parent={<Link to="/developers">{t.title}</Link>}
      actions={webhook && <WebhookActions webhook={webhook} />}
    >
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!webhook && !error && <Skeleton className="h-24 rounded-2xl" />}
      {webhook && (
        <Card>
          <div className="flex flex-col gap-3">
            <div className="flex flex-wrap items-center gap-2">
              <WebhookState webhook={webhook} />
              <WorkspaceBadge id={webhook.workspace_id} />
              {webhook.events.map(each => (
                <Badge key={each}>{each}</Badge>
              ))}
            </div>
            {webhook.description !== null && <p className="text-quiet wrap-anywhere">{webhook.description}</p>}
            {webhook.disabled_reason !== null && (
              <p className="text-act wrap-anywhere">{t.disabledBecause(webhook.disabled_reason)}</p>
            )}
            {webhook.skipped_events > 0 && (
              <p
                className="text-watch"
                data-tooltip={webhook.last_skipped_at === null ? undefined : formatDateTime(webhook.last_skipped_at)}
              >
                {t.skipped(webhook.skipped_events)}
              </p>
            )}
          </div>
        </Card>
      )}
      <DeliveryLog webhookId={id} />
    </Page>
  );
}
