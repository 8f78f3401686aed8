import { useInfiniteQuery } from "@tanstack/react-query";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { Card, EmptyState, Skeleton } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import type { ClickSearch } from "../click-filters.ts";
import { analyticsMessages } from "../messages/index.ts";
import { type ClickScope, eventsQuery } from "../queries.ts";
import { ClickTable } from "./click-table.tsx";
import { ExportMenu } from "./export-menu.tsx";
import { LiveClicks } from "./live-clicks.tsx";

interface ClickListsProps {
  scope: ClickScope;
  search: ClickSearch;
  onSearch: (search: ClickSearch) => void;
}

/** Clicks one by one: those stored, or those that happen now. */
export function ClickLists({ scope, search, onSearch }: ClickListsProps) {
  const t = useMessages(analyticsMessages);
  const isLive = search.list === "live";
  const showsLink = scope.link?.length !== 1;
  return (
    <Card
      title={t.list}
      isFlush
      actions={
        <div className="flex flex-wrap gap-2">
          <Button
            size="small"
            aria-pressed={!isLive}
            look={isLive ? "quiet" : "secondary"}
            onPress={() => onSearch({ ...search, list: "events" })}
          >
            {t.events}
          </Button>
          <Button
            size="small"
            aria-pressed={isLive}
            look={isLive ? "secondary" : "quiet"}
            onPress={() => onSearch({ ...search, list: "live" })}
          >
            {t.live}
          </Button>
          <ExportMenu scope={scope} search={search} />
        </div>
      }
    >
      {isLive ? (
        <LiveClicks scope={scope} showsLink={showsLink} hasBots={search.bots ?? false} />
      ) : (
        <StoredClicks scope={scope} search={search} showsLink={showsLink} />
      )}
    </Card>
  );
}

function StoredClicks({ scope, search, showsLink }: { scope: ClickScope; search: ClickSearch; showsLink: boolean }) {
  const t = useMessages(analyticsMessages);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    eventsQuery(scope, search),
  );
  if (error)
    return (
      <div className="p-5">
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </div>
    );
  if (!data) return <Skeleton className="m-5 h-60" />;
  const clicks = data.pages.flatMap(({ items }) => items);
  if (clicks.length === 0) return <EmptyState title={t.noClicks}>{t.noClicksAbout}</EmptyState>;
  return (
    <>
      <ClickTable clicks={clicks} showsLink={showsLink} />
      {hasNextPage && (
        <div className="p-4 text-center">
          <Button onPress={() => void fetchNextPage()} isPending={isFetchingNextPage}>
            {t.more}
          </Button>
        </div>
      )}
    </>
  );
}
