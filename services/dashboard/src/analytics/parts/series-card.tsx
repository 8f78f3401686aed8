import { useQuery } from "@tanstack/react-query";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { TimeSeries } from "../../charts/time-series.tsx";
import { useMessages } from "../../messages/catalogue.ts";
import { formatNumber } from "../../messages/format.ts";
import { Card, Skeleton } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import type { ClickSearch } from "../click-filters.ts";
import { analyticsMessages } from "../messages/index.ts";
import { countBegun, toLocal, toPointFormat } from "../point-format.ts";
import { type ClickScope, seriesQuery } from "../queries.ts";

/** Clicks over time, with the period before. */
export function SeriesCard({ scope, search }: { scope: ClickScope; search: ClickSearch }) {
  const t = useMessages(analyticsMessages);
  const { data, error, refetch, isPlaceholderData } = useQuery(seriesQuery(scope, search));
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data)
    return (
      <Card title={t.seriesTitle} actions={<Skeleton className="size-8" />}>
        <Skeleton className="h-60 w-full" />
      </Card>
    );
  // Of the numbers on screen, which may still be those of the period before.
  const { interval } = data;
  const format = toPointFormat(interval, data.series.length);
  const points = data.series.map(({ local_start, clicks }, index) => ({
    label: format.label.format(toLocal(local_start)),
    tick: format.tick(toLocal(local_start)),
    value: clicks,
    previous: data.previous.series[index]?.clicks,
  }));
  return (
    <ChartFrame
      title={t.seriesTitle}
      summary={t.seriesSummary(data.totals.clicks, data.previous.totals.clicks)}
      isStale={isPlaceholderData}
      chart={
        <TimeSeries
          points={points}
          begun={countBegun(data.series)}
          valueLabel={t.clicks}
          previousLabel={t.previous}
          tickSteps={format.tickSteps}
        />
      }
      table={{
        head: [t.intervals[interval], t.clicks, t.visitors, t.scans, t.previous],
        rows: data.series.map(({ local_start, clicks, unique_visitors, scans }, index) => [
          format.label.format(toLocal(local_start)),
          formatNumber(clicks),
          formatNumber(unique_visitors),
          formatNumber(scans),
          formatNumber(data.previous.series[index]?.clicks ?? 0),
        ]),
      }}
    />
  );
}
