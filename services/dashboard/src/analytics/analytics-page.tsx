import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { BarList } from "../charts/bar-list.tsx";
import { useMessages } from "../messages/catalogue.ts";
import { ButtonLink } from "../ui/button.tsx";
import { Card, Page, Skeleton } from "../ui/page.tsx";
import type { ClickSearch } from "./click-filters.ts";
import { MemberReport } from "./member-report.tsx";
import { analyticsMessages } from "./messages/index.ts";
import { LabelCard } from "./parts/label-card.tsx";
import { ScopePicker } from "./parts/scope-picker.tsx";
import { type ClickScope, topLinksQuery } from "./queries.ts";
import { ShareButton } from "./sharing/share-button.tsx";
import { useLabelScope } from "./sharing/use-label-scope.ts";

/** The clicks of all links. */
export function AnalyticsPage() {
  const t = useMessages(analyticsMessages);
  const search = useSearch({ from: "/members/analytics" });
  const navigate = useNavigate({ from: "/analytics" });
  const change = (next: ClickSearch) => void navigate({ search: next, replace: true, resetScroll: false });
  const { tag, folder } = search;
  const scope = tag !== undefined ? { tag } : folder !== undefined ? { folder } : {};
  const shared = useLabelScope(search);
  return (
    <Page
      title={t.title}
      about={t.about}
      actions={
        <>
          {shared && <ShareButton scope={shared} search={search} name={"tag" in shared ? shared.tag : shared.folder} />}
          <ButtonLink to="/analytics/compare">{t.compare}</ButtonLink>
          <ButtonLink to="/analytics/orphans">{t.orphans}</ButtonLink>
        </>
      }
    >
      <MemberReport
        scope={scope}
        search={search}
        onSearch={change}
        picker={<ScopePicker search={search} onSearch={change} />}
      >
        <LabelCard search={search} onSearch={change} />
        <TopLinksCard scope={scope} search={search} />
      </MemberReport>
    </Page>
  );
}

function TopLinksCard({ scope, search }: { scope: ClickScope; search: ClickSearch }) {
  const t = useMessages(analyticsMessages);
  const { data } = useQuery(topLinksQuery(scope, search));
  const all = data?.items.reduce((sum, { clicks }) => sum + clicks, 0) ?? 0;
  const { tag: _tag, folder: _folder, list: _list, ...ofLink } = search;
  return (
    <Card title={t.topLinks}>
      {!data && <Skeleton className="h-64 w-full" />}
      {data?.items.length === 0 && <p className="py-8 text-center text-quiet">{t.noClicks}</p>}
      {data && (
        <BarList
          bars={data.items.map(({ link_id, short_code, title, clicks }) => ({
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
      )}
    </Card>
  );
}
