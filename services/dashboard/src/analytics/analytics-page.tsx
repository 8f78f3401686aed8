import { useNavigate, useSearch } from "@tanstack/react-router";
import { queryClient } from "../api/query-client.ts";
import { useMessages } from "../messages/catalogue.ts";
import { ButtonLink } from "../ui/button.tsx";
import { Card, Page } from "../ui/page.tsx";
import type { ClickSearch } from "./click-filters.ts";
import { MemberReport } from "./member-report.tsx";
import { analyticsMessages } from "./messages/index.ts";
import { LabelCard } from "./parts/label-card.tsx";
import { ScopePicker } from "./parts/scope-picker.tsx";
import { TopLinks } from "./parts/top-links.tsx";
import { type ClickScope, seriesQuery } from "./queries.ts";
import { ShareButton } from "./sharing/share-button.tsx";
import { useLabelScope } from "./sharing/use-label-scope.ts";

export function prefetchAnalytics({ search }: { search: ClickSearch }) {
  void queryClient.prefetchQuery(seriesQuery(toScope(search), search));
}

/** The clicks of all links. */
export function AnalyticsPage() {
  const t = useMessages(analyticsMessages);
  const search = useSearch({ from: "/members/analytics" });
  const navigate = useNavigate({ from: "/analytics" });
  const change = (next: ClickSearch) => void navigate({ search: next, replace: true, resetScroll: false });
  const scope = toScope(search);
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
        <Card title={t.topLinks}>
          <TopLinks scope={scope} search={search} />
        </Card>
      </MemberReport>
    </Page>
  );
}

function toScope({ tag, folder }: ClickSearch): ClickScope {
  if (tag !== undefined) return { tag };
  return folder !== undefined ? { folder } : {};
}
