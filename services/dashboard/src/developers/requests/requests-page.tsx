import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ScrollText } from "lucide-react";
import { queryClient } from "../../api/query-client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { Card, EmptyState, Page, Skeleton } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { developersMessages } from "../messages/index.ts";
import { requestsQuery } from "../queries.ts";
import { RequestFilters } from "./request-filters.tsx";
import { RequestItem } from "./request-item.tsx";
import type { RequestsSearch } from "./requests-search.ts";

export function prefetchRequests({ search }: { search: RequestsSearch }) {
  void queryClient.prefetchInfiniteQuery(requestsQuery(search));
}

/** What programs of the account asked the API, and how it answered. */
export function RequestsPage() {
  const t = useMessages(developersMessages);
  const search = useSearch({ from: "/members/developers/requests" });
  const navigate = useNavigate({ from: "/developers/requests" });
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    requestsQuery(search),
  );
  const items = data?.pages.flatMap(page => page.items);
  const isFiltered = Object.keys(search).length > 0;
  return (
    <Page title={t.requests} parent={<Link to="/developers">{t.title}</Link>} about={t.requestsAbout}>
      <RequestFilters
        search={search}
        onChange={next => void navigate({ search: next, replace: true, resetScroll: false })}
      />
      <Card isFlush>
        {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {!items && !error && <Skeleton className="m-5 h-64" />}
        {items?.length === 0 && (
          <EmptyState icon={<ScrollText />} title={isFiltered ? t.requestsNoMatch : t.requestsEmpty}>
            {isFiltered ? undefined : t.requestsEmptyAbout}
          </EmptyState>
        )}
        <ul className="divide-y divide-line empty:hidden">
          {items?.map(request => (
            <RequestItem key={request.id} request={request} />
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
    </Page>
  );
}
