import type { ReactNode } from "react";
import { type ClickSearch, dimensionGroups } from "./click-filters.ts";
import { BreakdownCard } from "./parts/breakdown-card.tsx";
import { ClickLists } from "./parts/click-lists.tsx";
import { FilterBar } from "./parts/filter-bar.tsx";
import { HeatMapCard } from "./parts/heat-map-card.tsx";
import { MapCard } from "./parts/map-card.tsx";
import { SeriesCard } from "./parts/series-card.tsx";
import { Totals } from "./parts/totals.tsx";
import type { ClickScope } from "./queries.ts";

interface ClicksReportProps {
  scope: ClickScope;
  search: ClickSearch;
  onSearch: (search: ClickSearch) => void;
  /** Further cards in the grid of breakdowns. */
  children?: ReactNode;
}

/** Everything about the clicks of a link or of several: numbers, charts, breakdowns, and the clicks themselves. */
export function ClicksReport({ scope, search, onSearch, children }: ClicksReportProps) {
  const common = { scope, search, onSearch };
  return (
    <div className="flex flex-col gap-4">
      <FilterBar search={search} onSearch={onSearch} />
      <Totals scope={scope} search={search} />
      <SeriesCard scope={scope} search={search} />
      <div className="grid gap-4 @desk:grid-cols-2">
        <MapCard {...common} />
        <HeatMapCard scope={scope} search={search} />
        {dimensionGroups.map(group => (
          <BreakdownCard key={group} group={group} {...common} />
        ))}
        {children}
      </div>
      <ClickLists {...common} />
    </div>
  );
}
