import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useMessages } from "../../messages/catalogue.ts";
import { ProblemNotice } from "../../ui/problem.tsx";
import { InfiniteEnd } from "../infinite-end.tsx";
import { peopleMessages } from "./messages/index.ts";
import { PersonList, PersonSkeleton } from "./person-list.tsx";

interface PagedPeopleProps<Item> {
  label: string;
  query: UseInfiniteQueryResult<{ pages: { items: Item[] }[] }>;
  empty: ReactNode;
  children: (item: Item) => ReactNode;
}

/** People page by page: while they are on their way, none, or a list that goes on as one comes to its end. */
export function PagedPeople<Item>({ label, query, empty, children }: PagedPeopleProps<Item>) {
  const t = useMessages(peopleMessages);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = query;
  if (error && !data)
    return (
      <div className="p-5">
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </div>
    );
  if (!data) return <PersonSkeleton />;
  const items = data.pages.flatMap(page => page.items);
  if (items.length === 0) return empty;
  return (
    <>
      <PersonList label={label}>{items.map(children)}</PersonList>
      {hasNextPage && (
        <InfiniteEnd label={t.more} isPending={isFetchingNextPage} onReach={() => void fetchNextPage()} />
      )}
    </>
  );
}
