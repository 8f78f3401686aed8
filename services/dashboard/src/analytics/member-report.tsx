import type { ReactNode } from "react";
import { useMessages } from "../messages/catalogue.ts";
import { SavedViewsMenu } from "../saved-views/saved-views-menu.tsx";
import { type ClickSearch, readClickSearch } from "./click-filters.ts";
import { ClicksReport } from "./clicks-report.tsx";
import { analyticsMessages } from "./messages/index.ts";
import { ClickLists } from "./parts/click-lists.tsx";
import { FilterBar } from "./parts/filter-bar.tsx";
import type { ClickScope } from "./queries.ts";

interface MemberReportProps {
  scope: ClickScope;
  search: ClickSearch;
  onSearch: (search: ClickSearch) => void;
  /** Chooses the scope, before the period. */
  picker?: ReactNode;
  /** Further cards in the grid of breakdowns. */
  children?: ReactNode;
}

/** The report of members: they filter, save filters, and see single clicks. */
export function MemberReport({ picker, children, ...common }: MemberReportProps) {
  const t = useMessages(analyticsMessages);
  const { list: _list, ...saved } = common.search;
  return (
    <div className="flex flex-col gap-4">
      <FilterBar search={common.search} onSearch={common.onSearch} before={picker} hint={t.filterHint}>
        <SavedViewsMenu page="clicks" search={saved} onOpen={next => common.onSearch(readClickSearch(next))} />
      </FilterBar>
      <ClicksReport {...common}>{children}</ClicksReport>
      <ClickLists {...common} />
    </div>
  );
}
