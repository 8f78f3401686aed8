import type { Dimension } from "@shunt/contracts/analytics";
import { useQuery } from "@tanstack/react-query";
import { ChartNoAxesColumn } from "lucide-react";
import type { ReactNode } from "react";
import { useMessages } from "../messages/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { Card, EmptyState } from "../ui/page.tsx";
import { type ClickSearch, clearFilters, dimensionGroups, listFilters } from "./click-filters.ts";
import { analyticsMessages } from "./messages/index.ts";
import { BreakdownCard } from "./parts/breakdown-card.tsx";
import { HeatMapCard } from "./parts/heat-map-card.tsx";
import { MapCard } from "./parts/map-card.tsx";
import { SeriesCard } from "./parts/series-card.tsx";
import { Totals } from "./parts/totals.tsx";
import { type ClickScope, seriesQuery } from "./queries.ts";

interface ClicksReportProps {
  scope: ClickScope;
  search: ClickSearch;
  /** Without it, bars and countries only show. */
  onSearch?: (search: ClickSearch) => void;
  /** Dimensions that this report does not have. */
  hidden?: readonly Dimension[];
  /** Further cards in the grid of breakdowns. */
  children?: ReactNode;
}

/** The clicks of a link or of several: numbers, charts and breakdowns. */
export function ClicksReport({ scope, search, onSearch, hidden, children }: ClicksReportProps) {
  const { data } = useQuery(seriesQuery(scope, search));
  const totals = <Totals scope={scope} search={search} />;
  if (data?.totals.clicks === 0 && data.previous.totals.clicks === 0)
    return (
      <>
        {totals}
        <NoClicks search={search} onSearch={onSearch} />
      </>
    );
  return (
    <>
      {totals}
      <SeriesCard scope={scope} search={search} />
      <div className="grid gap-4 @desk:grid-cols-2">
        <MapCard scope={scope} search={search} onSearch={onSearch} />
        <HeatMapCard scope={scope} search={search} />
        {dimensionGroups.map(group => (
          <BreakdownCard key={group} group={group} scope={scope} search={search} onSearch={onSearch} hidden={hidden} />
        ))}
        {children}
      </div>
    </>
  );
}

/** In place of charts that would all be empty. */
function NoClicks({
  search,
  onSearch,
}: Pick<ClicksReportProps, "search"> & { onSearch: ClicksReportProps["onSearch"] }) {
  const t = useMessages(analyticsMessages);
  const isFiltered = listFilters(search).length > 0;
  return (
    <Card>
      <EmptyState
        icon={<ChartNoAxesColumn />}
        title={isFiltered ? t.noMatch : t.noClicks}
        action={
          isFiltered && onSearch ? (
            <Button onPress={() => onSearch(clearFilters(search))}>{t.clearAll}</Button>
          ) : undefined
        }
      >
        {isFiltered ? t.noMatchAbout : t.noClicksAbout}
      </EmptyState>
    </Card>
  );
}
