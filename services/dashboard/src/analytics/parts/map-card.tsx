import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { useMessages } from "../../messages/catalogue.ts";
import { formatList, formatNumber, formatPercent } from "../../messages/format.ts";
import { Card, Skeleton } from "../../ui/page.tsx";
import { type ClickSearch, toggleFilter } from "../click-filters.ts";
import { analyticsMessages } from "../messages/index.ts";
import { breakdownQuery, type ClickScope } from "../queries.ts";
import { toCountryName, toValueLabel } from "../value-label.ts";

const WorldMap = lazy(() =>
  import("../../charts/world-map.tsx").then(({ WorldMap: component }) => ({ default: component })),
);
/** More than there are countries. */
const all = 300;
const namedInSummary = 3;

/** Where in the world people click. */
export function MapCard({
  scope,
  search,
  onSearch,
}: {
  scope: ClickScope;
  search: ClickSearch;
  onSearch: (search: ClickSearch) => void;
}) {
  const t = useMessages(analyticsMessages);
  const { data } = useQuery(breakdownQuery(scope, search, "country", all));
  const placeholder = <Skeleton className="aspect-2/1 w-full" />;
  if (!data) return <Card title={t.map}>{placeholder}</Card>;
  const counts = new Map(data.items.map(({ label, count }) => [label, count]));
  const first = data.items.slice(0, namedInSummary).map(({ label }) => toValueLabel(t, "country", label));
  return (
    <ChartFrame
      title={t.map}
      summary={formatList(first)}
      chart={
        <Suspense fallback={placeholder}>
          <WorldMap
            label={t.map}
            counts={counts}
            toName={toCountryName}
            onPress={code => onSearch(toggleFilter(search, "country", code))}
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
