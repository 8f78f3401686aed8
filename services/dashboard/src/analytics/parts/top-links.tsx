import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { BarList } from "../../charts/bar-list.tsx";
import { useMessages } from "../../messages/catalogue.ts";
import { Skeleton } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import type { ClickSearch } from "../click-filters.ts";
import { analyticsMessages } from "../messages/index.ts";
import { type ClickScope, seriesQuery, topLinksQuery } from "../queries.ts";

interface TopLinksProps {
  scope: ClickScope;
  search: ClickSearch;
  size?: number;
}

/** The links with the most clicks of a period. Shares are of all clicks of the period, also of links that are not shown. */
export function TopLinks({ scope, search, size }: TopLinksProps) {
  const t = useMessages(analyticsMessages);
  const top = useQuery(topLinksQuery(scope, search, size));
  const { data: series } = useQuery(seriesQuery(scope, search));
  const { tag: _tag, folder: _folder, list: _list, ...ofLink } = search;
  if (top.error) return <ProblemNotice error={top.error} onRetry={() => void top.refetch()} />;
  if (!top.data || !series) return <Skeleton className="h-52 w-full" />;
  if (top.data.items.length === 0) return <p className="py-8 text-center text-quiet">{t.noClicks}</p>;
  // Clicks may be counted between the two answers.
  const all = Math.max(series.totals.clicks, ...top.data.items.map(({ clicks }) => clicks));
  return (
    <BarList
      bars={top.data.items.map(({ link_id, short_code, title, clicks }) => ({
        value: link_id,
        label: (
          <Link to="/links/$id" params={{ id: link_id }} search={ofLink} className="hover:underline">
            <span className="font-medium">{short_code}</span> <span className="text-quiet">{title}</span>
          </Link>
        ),
        count: clicks,
        share: all > 0 ? clicks / all : 0,
      }))}
    />
  );
}
