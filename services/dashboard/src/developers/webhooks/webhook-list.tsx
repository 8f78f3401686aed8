import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Webhook as WebhookIcon } from "lucide-react";
import { useState } from "react";
import { queryClient } from "../../api/query-client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { Card, EmptyState, Skeleton } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { SecretDialog } from "../../ui/secret-dialog.tsx";
import { WorkspaceBadge } from "../../workspaces/workspace-badge.tsx";
import { developersMessages } from "../messages/index.ts";
import { webhooksQuery } from "../queries.ts";
import { WebhookDialog } from "./webhook-dialog.tsx";
import { WebhookState } from "./webhook-state.tsx";

/** The webhooks of the workspaces that the account manages. A press on one opens its log. */
export function WebhookList() {
  const t = useMessages(developersMessages);
  const { data, error, refetch } = useQuery(webhooksQuery);
  const [isCreating, setCreating] = useState(false);
  const [secret, setSecret] = useState<string>();
  return (
    <Card
      title={t.webhooks}
      isFlush
      actions={
        <Button size="small" onPress={() => setCreating(true)}>
          {t.createWebhook}
        </Button>
      }
    >
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton className="m-5 h-16" />}
      {data?.items.length === 0 && (
        <EmptyState icon={<WebhookIcon />} title={t.webhooksEmpty}>
          {t.webhooksEmptyAbout}
        </EmptyState>
      )}
      <ul className="divide-y divide-line empty:hidden">
        {data?.items.map(webhook => (
          <li key={webhook.id} className="flex flex-wrap items-center gap-3 px-5 py-3">
            <div className="min-w-48 flex-1">
              <Link
                to="/developers/webhooks/$id"
                params={{ id: webhook.id }}
                className="font-medium wrap-anywhere hover:text-accent hover:underline"
              >
                {webhook.url}
              </Link>
              <p className="text-sm text-quiet wrap-anywhere">{webhook.description ?? webhook.events.join(", ")}</p>
            </div>
            <WorkspaceBadge id={webhook.workspace_id} />
            <WebhookState webhook={webhook} />
          </li>
        ))}
      </ul>
      {isCreating && (
        <WebhookDialog
          onClose={() => setCreating(false)}
          onCreated={created => {
            setCreating(false);
            setSecret(created.secret);
            void queryClient.invalidateQueries(webhooksQuery);
          }}
        />
      )}
      {secret !== undefined && (
        <SecretDialog
          title={t.secretTitle}
          about={t.secretOnce}
          copyLabel={t.copySecret}
          secret={secret}
          onClose={() => setSecret(undefined)}
        />
      )}
    </Card>
  );
}
