import type { Webhook } from "@shunt/contracts/webhooks";
import { useMessages } from "../../messages/catalogue.ts";
import { formatDateTime, formatRelative } from "../../messages/format.ts";
import { Badge } from "../../ui/page.tsx";
import { developersMessages } from "../messages/index.ts";

/** Whether a webhook works, in a word. */
export function WebhookState({ webhook }: { webhook: Webhook }) {
  const t = useMessages(developersMessages);
  const { is_active, failing_since, disabled_reason } = webhook;
  if (!is_active) return <Badge tone={disabled_reason === null ? "plain" : "act"}>{t.paused}</Badge>;
  if (failing_since === null) return <Badge tone="ok">{t.active}</Badge>;
  return (
    <span data-tooltip={formatDateTime(failing_since)}>
      <Badge tone="watch">{t.failingSince(formatRelative(failing_since))}</Badge>
    </span>
  );
}
