import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ClickSearch } from "../analytics/click-filters.ts";
import { topLinksQuery } from "../analytics/queries.ts";
import { BarList } from "../charts/bar-list.tsx";
import { useMessages } from "../messages/catalogue.ts";
import { Card, Skeleton } from "../ui/page.tsx";
import { ProblemNotice } from "../ui/problem.tsx";
import { overviewMessages } from "./messages/index.ts";

const shown = 6;
const everything = {};

/** The links with the most clicks of a period. Shares are of the clicks of the links shown. */
export function MostClicked({ search, more }: { search: ClickSearch; more: ReactNode }) {
  const t = useMessages(overviewMessages);
  const { data, error, refetch } = useQuery(topLinksQuery(everything, search, shown));
  const all = data?.items.reduce((sum, { clicks }) => sum + clicks, 0) ?? 0;
  return (
    <Card title={t.mostClicked} actions={more}>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton className="h-52 w-full" />}
      {data?.items.length === 0 && <p className="py-8 text-center text-quiet">{t.noClicks}</p>}
      {data && data.items.length > 0 && (
        <BarList
          bars={data.items.map(({ link_id, short_code, title, clicks }) => ({
            value: link_id,
            label: (
              <Link to="/links/$id" params={{ id: link_id }} search={search} className="hover:underline">
                <span className="font-medium">{short_code}</span> <span className="text-quiet">{title}</span>
              </Link>
            ),
            count: clicks,
            share: all > 0 ? clicks / all : 0,
          }))}
        />
      )}
    </Card>
  );
}
