import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { BarList } from "../charts/bar-list.tsx";
import { useMessages } from "../messages/catalogue.ts";
import { ButtonLink } from "../ui/button.tsx";
import { Card, Page, Skeleton } from "../ui/page.tsx";
import type { ClickSearch } from "./click-filters.ts";
import { ClicksReport } from "./clicks-report.tsx";
import { analyticsMessages } from "./messages/index.ts";
import { topLinksQuery } from "./queries.ts";

const everything = {};

/** The clicks of all links. */
export function AnalyticsPage() {
  const t = useMessages(analyticsMessages);
  const search = useSearch({ from: "/members/analytics" });
  const navigate = useNavigate({ from: "/analytics" });
  return (
    <Page title={t.title} about={t.about} actions={<ButtonLink to="/analytics/orphans">{t.orphans}</ButtonLink>}>
      <ClicksReport
        scope={everything}
        search={search}
        onSearch={next => void navigate({ search: next, replace: true, resetScroll: false })}
      >
        <TopLinksCard search={search} />
      </ClicksReport>
    </Page>
  );
}

function TopLinksCard({ search }: { search: ClickSearch }) {
  const t = useMessages(analyticsMessages);
  const { data } = useQuery(topLinksQuery(everything, search));
  const all = data?.items.reduce((sum, { clicks }) => sum + clicks, 0) ?? 0;
  return (
    <Card title={t.topLinks}>
      {!data && <Skeleton className="h-64 w-full" />}
      {data?.items.length === 0 && <p className="py-8 text-center text-quiet">{t.noClicks}</p>}
      {data && (
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
