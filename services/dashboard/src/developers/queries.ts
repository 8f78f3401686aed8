import type { DeliveryStatus } from "@shunt/contracts/webhooks";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import type { RequestsSearch } from "./requests/requests-search.ts";

const requestPageSize = 50;
const deliveryPageSize = 20;
/** While deliveries wait, and for new requests (ms). */
const lookAgainMs = 3_000;

export const keysQuery = queryOptions({
  queryKey: ["api-keys"],
  queryFn: ({ signal }) => api.listApiKeys({ signal }),
});

export const webhooksQuery = queryOptions({
  queryKey: ["webhooks", "list"],
  queryFn: ({ signal }) => api.listWebhooks({ signal }),
});

export const webhookQuery = (id: string) =>
  queryOptions({
    queryKey: ["webhooks", id],
    queryFn: ({ signal }) => api.getWebhook({ params: { id }, signal }),
  });

/** The log of requests, the latest first; its first page is asked for again. */
export const requestsQuery = ({ key, method, status }: RequestsSearch) =>
  infiniteQueryOptions({
    queryKey: ["request-log", key, method, status],
    queryFn: ({ signal, pageParam }) =>
      api.listRequests({
        query: {
          size: requestPageSize,
          ...(key !== undefined && { key_id: key }),
          ...(method && { method }),
          ...(status && { status_class: status }),
          ...(pageParam && { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: ({ next_cursor }) => next_cursor,
    refetchInterval: ({ state: { data } }) => (data?.pages.length === 1 ? lookAgainMs : false),
  });

/** The log of a webhook, the latest first, asked for again while something waits. */
export const deliveriesQuery = (id: string, status: DeliveryStatus | undefined) =>
  infiniteQueryOptions({
    queryKey: ["webhooks", id, "deliveries", status],
    queryFn: ({ signal, pageParam }) =>
      api.listWebhookDeliveries({
        params: { id },
        query: { size: deliveryPageSize, ...(status && { status }), ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: ({ next_cursor }) => next_cursor,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some(each => each.status === "pending")) ? lookAgainMs : false,
  });
