import { useQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { useMessages } from "../../messages/catalogue.ts";
import { formatList, formatNumber, formatPercent } from "../../messages/format.ts";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { Card, EmptyState, Skeleton } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { type ClickSearch, toggleFilter } from "../click-filters.ts";
import { analyticsMessages } from "../messages/index.ts";
import { breakdownQuery, type ClickScope } from "../queries.ts";
import { toCountryName, toValueLabel } from "../value-label.ts";

const WorldMap = lazyPart(async () => (await import("../../charts/world-map.tsx")).WorldMap);
/** More than there are countries. */
const all = 300;
const namedInSummary = 3;
const unknown = "Unknown";

interface MapCardProps {
  scope: ClickScope;
  search: ClickSearch;
  /** Without it, countries only show. */
  onSearch: ((search: ClickSearch) => void) | undefined;
}

/** Where in the world people click. */
export function MapCard({ scope, search, onSearch }: MapCardProps) {
  const t = useMessages(analyticsMessages);
  const { data, error, refetch, isPlaceholderData } = useQuery(breakdownQuery(scope, search, "country", all));
  const placeholder = <Skeleton className="mb-6 aspect-2/1 w-full" />;
  if (!data)
    return (
      <Card title={t.map}>{error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : placeholder}</Card>
    );
  const known = data.items.filter(({ label }) => label !== unknown);
  if (known.length === 0 && data.total_clicks > 0)
    return (
      <Card title={t.map}>
        <EmptyState title={t.noPlaces}>{t.noPlacesAbout}</EmptyState>
      </Card>
    );
  return (
    <ChartFrame
      title={t.map}
      isStale={isPlaceholderData}
      summary={formatList(known.slice(0, namedInSummary).map(({ label }) => toValueLabel(t, "country", label)))}
      chart={
        <Suspense fallback={placeholder}>
          <WorldMap
            label={t.map}
            counts={new Map(known.map(({ label, count }) => [label, count]))}
            selected={search.country ?? []}
            toName={toCountryName}
            onPress={onSearch && (code => onSearch(toggleFilter(search, "country", code)))}
          />
        </Suspense>
      }
      table={{
        head: [t.dimensions.country, t.clicks, "%"],
        rows: data.items.map(({ label, count }) => [
          toValueLabel(t, "country", label),
          formatNumber(count),
          formatPercent(data.total_clicks > 0 ? count / data.total_clicks : 0),
        ]),
      }}
    />
  );
}
