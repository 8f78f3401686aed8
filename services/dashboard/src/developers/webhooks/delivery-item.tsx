import type { Delivery } from "@shunt/contracts/webhooks";
import { useMutation } from "@tanstack/react-query";
import { api } from "../../api/client.ts";
import { queryClient } from "../../api/query-client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { formatDateTime, formatNumber, formatRelative } from "../../messages/format.ts";
import { Button } from "../../ui/button.tsx";
import { Badge } from "../../ui/page.tsx";
import { useProblemText } from "../../ui/problem-text.ts";
import { showToast } from "../../ui/toast.ts";
import { developersMessages } from "../messages/index.ts";

const tones = { pending: "watch", delivered: "ok", failed: "act" } as const;

/** One delivery with its last response. Its body opens at a press. */
export function DeliveryItem({ webhookId, delivery }: { webhookId: string; delivery: Delivery }) {
  const t = useMessages(developersMessages);
  const toText = useProblemText();
  const replay = useMutation({
    mutationFn: () => api.replayWebhookDelivery({ params: { id: webhookId, delivery_id: delivery.id } }),
    onSuccess: () => {
      showToast({ text: t.replayed });
      return queryClient.invalidateQueries({ queryKey: ["webhooks", webhookId] });
    },
    onError: error => showToast({ text: toText(error), isError: true }),
  });
  const { status, attempts, last_status, last_error, last_duration_ms, next_attempt_at, created_at } = delivery;
  const facts = [
    ...(attempts > 0 ? [t.attempts(attempts), last_status === null ? t.noResponse : `HTTP ${last_status}`] : []),
    ...(last_duration_ms === null ? [] : [`${formatNumber(last_duration_ms)} ms`]),
    ...(next_attempt_at === null ? [] : [t.nextAttempt(formatRelative(next_attempt_at))]),
  ];
  return (
    <li className="flex flex-col gap-2 px-5 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Badge tone={tones[status]}>{t.statuses[status]}</Badge>
        <code className="font-mono text-sm">{delivery.event_type}</code>
        <time dateTime={created_at} data-tooltip={formatDateTime(created_at)} className="text-sm text-quiet">
          {formatRelative(created_at)}
        </time>
        <span className="min-w-48 flex-1 text-sm text-quiet">{facts.join(" · ")}</span>
        {status !== "pending" && (
          <Button size="small" onPress={() => replay.mutate()} isPending={replay.isPending}>
            {t.replay}
          </Button>
        )}
      </div>
      {last_error !== null && status !== "delivered" && <p className="text-sm text-act wrap-anywhere">{last_error}</p>}
      <details className="text-sm">
        <summary className="cursor-pointer text-quiet">{t.payload}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: people with a keyboard scroll it */}
        <pre tabIndex={0} className="mt-2 max-h-80 overflow-auto rounded-lg bg-sunken p-3 font-mono text-xs">
          {JSON.stringify(delivery.payload, null, 2)}
        </pre>
      </details>
    </li>
  );
}
