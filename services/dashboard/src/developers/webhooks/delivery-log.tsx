import type { DeliveryStatus } from "@shunt/contracts/webhooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { listAll } from "../../api/list-all.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { Card, Skeleton } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { Select } from "../../ui/select.tsx";
import { developersMessages } from "../messages/index.ts";
import { deliveriesQuery } from "../queries.ts";
import { DeliveryItem } from "./delivery-item.tsx";

const statuses = listAll<DeliveryStatus>({ pending: true, delivered: true, failed: true });
const any = "any";

/** What was sent to a webhook, and how it answered. */
export function DeliveryLog({ webhookId }: { webhookId: string }) {
  const t = useMessages(developersMessages);
  const [status, setStatus] = useState<DeliveryStatus | typeof any>(any);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    deliveriesQuery(webhookId, status === any ? undefined : status),
  );
  const items = data?.pages.flatMap(page => page.items);
  return (
    <Card
      title={t.deliveries}
      isFlush
      actions={
        <div className="w-40">
          <Select
            label={t.status}
            isLabelHidden
            value={status}
            onChange={setStatus}
            options={[
              { value: any, label: t.anyStatus },
              ...statuses.map(value => ({ value, label: t.statuses[value] })),
            ]}
          />
        </div>
      }
    >
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!items && !error && <Skeleton className="m-5 h-24" />}
      {items?.length === 0 && <p className="px-5 py-10 text-center text-quiet">{t.deliveriesEmpty}</p>}
      <ul className="divide-y divide-line empty:hidden">
        {items?.map(delivery => (
          <DeliveryItem key={delivery.id} webhookId={webhookId} delivery={delivery} />
        ))}
      </ul>
      {hasNextPage && (
        <div className="flex justify-center p-4">
          <Button onPress={() => void fetchNextPage()} isPending={isFetchingNextPage}>
            {t.more}
          </Button>
        </div>
      )}
    </Card>
  );
}
