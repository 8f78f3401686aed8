import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useMessages } from "../messages/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { Card, Skeleton } from "../ui/page.tsx";
import { ProblemNotice } from "../ui/problem.tsx";
import { adminMessages } from "./messages/index.ts";

interface Pages<T> {
  pages: readonly { items: readonly T[] }[];
}

interface AdminListProps<T> {
  list: UseInfiniteQueryResult<Pages<T>>;
  /** Shown in place of no items. */
  empty: ReactNode;
  children: (items: readonly T[]) => ReactNode;
}

/** A list by pages: on its way, failed, empty or filled, with a button for more. */
export function AdminList<T>({ list, empty, children }: AdminListProps<T>) {
  const t = useMessages(adminMessages);
  if (list.error && !list.data) return <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />;
  const items = list.data?.pages.flatMap(page => page.items);
  return (
    <>
      <Card isFlush>
        {items === undefined && <RowSkeletons />}
        {items?.length === 0 && empty}
        {items !== undefined && items.length > 0 && children(items)}
      </Card>
      {list.hasNextPage && (
        <div className="self-center">
          <Button onPress={() => void list.fetchNextPage()} isPending={list.isFetchingNextPage}>
            {t.showMore}
          </Button>
        </div>
      )}
    </>
  );
}

export function RowSkeletons() {
  return (
    <div className="flex flex-col gap-5 p-5 pt-3">
      {["w-56", "w-40", "w-48", "w-36"].map(width => (
        <div key={width} className="flex items-center justify-between">
          <Skeleton className={`h-5 ${width}`} />
          <Skeleton className="h-5 w-20" />
        </div>
      ))}
    </div>
  );
}
