import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { GitCompareArrows } from "lucide-react";
import { queryClient } from "../../api/query-client.ts";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { LineSeries } from "../../charts/line-series.tsx";
import { useMessages } from "../../messages/catalogue.ts";
import { formatNumber } from "../../messages/format.ts";
import { Card, EmptyState, Page, Skeleton } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import type { ClickSearch } from "../click-filters.ts";
import { analyticsMessages } from "../messages/index.ts";
import { FilterBar } from "../parts/filter-bar.tsx";
import { countBegun, toLocal, toPointFormat } from "../point-format.ts";
import { compareQuery } from "../queries.ts";
import { CompareLegend } from "./compare-legend.tsx";
import { LinkPicker } from "./link-picker.tsx";
import { type CompareSearch, maxCompared } from "./read-compare-search.ts";

export function prefetchCompare({ search: { link, ...search } }: { search: CompareSearch }) {
  if (link !== undefined) void queryClient.prefetchQuery(compareQuery(link, search));
}

/** The clicks of up to 20 links, each a line. */
export function ComparePage() {
  const t = useMessages(analyticsMessages);
  const { link = [], ...search } = useSearch({ from: "/members/analytics/compare" });
  const navigate = useNavigate({ from: "/analytics/compare" });
  const change = (links: string[], next: ClickSearch = search) =>
    void navigate({ search: { ...next, ...(links.length > 0 && { link: links }) }, replace: true, resetScroll: false });
  return (
    <Page title={t.compareTitle} parent={<Link to="/analytics">{t.title}</Link>} about={t.compareAbout(maxCompared)}>
      <div className="flex flex-col gap-4">
        {link.length < maxCompared && <LinkPicker chosen={link} onChoose={id => change([...link, id])} />}
        {link.length === 0 ? (
          <Card>
            <EmptyState icon={<GitCompareArrows />} title={t.compareEmpty}>
              {t.compareEmptyAbout}
            </EmptyState>
          </Card>
        ) : (
          <>
            <FilterBar search={search} onSearch={next => change(link, next)} />
            <Lines links={link} search={search} onRemove={id => change(link.filter(each => each !== id))} />
          </>
        )}
      </div>
    </Page>
  );
}

interface LinesProps {
  links: readonly string[];
  search: ClickSearch;
  onRemove: (id: string) => void;
}

function Lines({ links, search, onRemove }: LinesProps) {
  const t = useMessages(analyticsMessages);
  const { data, error, refetch, isPlaceholderData } = useQuery(compareQuery(links, search));
  if (error)
    return (
      <>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
        <CompareLegend links={links} items={[]} onRemove={onRemove} />
      </>
    );
  if (!data)
    return (
      <Card title={t.seriesTitle}>
        <Skeleton className="h-72 w-full" />
      </Card>
    );
  const points = data.items[0]?.series ?? [];
  const format = toPointFormat(data.interval, points.length);
  const best = data.items.toSorted((a, b) => b.totals.clicks - a.totals.clicks)[0];
  return (
    <>
      <ChartFrame
        title={t.seriesTitle}
        isStale={isPlaceholderData}
        summary={best ? t.compareSummary(best.short_code, best.totals.clicks) : ""}
        chart={
          <LineSeries
            label={t.clicks}
            points={points.map(({ local_start }) => ({
              label: format.label.format(toLocal(local_start)),
              tick: format.tick(toLocal(local_start)),
            }))}
            begun={countBegun(points)}
            tickSteps={format.tickSteps}
            lines={data.items.map(({ short_code, series }) => ({
              name: short_code,
              values: series.map(({ clicks }) => clicks),
            }))}
          />
        }
        table={{
          head: [t.intervals[data.interval], ...data.items.map(({ short_code }) => short_code)],
          rows: points.map(({ local_start }, index) => [
            format.label.format(toLocal(local_start)),
            ...data.items.map(({ series }) => formatNumber(series[index]?.clicks ?? 0)),
          ]),
        }}
      />
      <CompareLegend links={isPlaceholderData ? [] : links} items={data.items} onRemove={onRemove} />
    </>
  );
}
