import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Suspense } from "react";
import { SeriesCard } from "../analytics/parts/series-card.tsx";
import { TopLinks } from "../analytics/parts/top-links.tsx";
import { Totals } from "../analytics/parts/totals.tsx";
import { seriesQuery, topLinksQuery } from "../analytics/queries.ts";
import { meQuery } from "../api/me.ts";
import { queryClient } from "../api/query-client.ts";
import { QuickCreate } from "../links/quick-create.tsx";
import { useMessages } from "../messages/catalogue.ts";
import { ButtonLink } from "../ui/button.tsx";
import { Card, Page, Skeleton } from "../ui/page.tsx";
import { FirstRunGuide, prefetchGuide, useGuideIsNeeded } from "./first-run-guide.tsx";
import { overviewMessages } from "./messages/index.ts";
import { NewestLinks } from "./newest-links.tsx";
import type { OverviewSearch } from "./period.ts";
import { PeriodSwitch } from "./period-switch.tsx";
import { toGreeting } from "./to-greeting.ts";

const everything = {};
const topLinks = 6;

export function prefetchOverview({ search: { days = 30 } }: { search: OverviewSearch }) {
  const search = { days };
  void queryClient.prefetchQuery(seriesQuery(everything, search));
  prefetchGuide();
  void queryClient.prefetchQuery(topLinksQuery(everything, search, topLinks));
}

/** What happened lately, and the quickest way to a new link. */
export function OverviewPage() {
  const t = useMessages(overviewMessages);
  const { data: me, isPending: isMePending } = useQuery(meQuery);
  const { days = 30 } = useSearch({ from: "/members/overview" });
  const navigate = useNavigate({ from: "/overview" });
  const search = { days };
  const isGuideNeeded = useGuideIsNeeded();
  // The account decides whether the form has a field for the workspace. This field and the guide move the rest down.
  const isTopKnown = isGuideNeeded !== undefined && !isMePending;
  return (
    <Page
      title={t.title}
      about={
        me ? (
          t.greetings[toGreeting(new Date())](me.full_name ?? me.email)
        ) : (
          <Skeleton className="inline-block h-4 w-48" />
        )
      }
      actions={
        <PeriodSwitch
          days={days}
          onChange={next => void navigate({ search: { days: next }, replace: true, resetScroll: false })}
        />
      }
    >
      <QuickCreate />
      {isTopKnown && (
        // Texts of these parts may still load. This boundary keeps the form above visible, where someone may be typing.
        <Suspense>
          {isGuideNeeded && <FirstRunGuide />}
          <Totals scope={everything} search={search} />
          <SeriesCard scope={everything} search={search} />
          <div className="grid gap-4 @desk:grid-cols-2">
            <Card
              title={t.mostClicked}
              actions={
                <ButtonLink to="/analytics" search={search} size="small" look="quiet">
                  {t.allNumbers}
                </ButtonLink>
              }
            >
              <TopLinks scope={everything} search={search} size={topLinks} />
            </Card>
            <NewestLinks />
          </div>
        </Suspense>
      )}
    </Page>
  );
}
