import { useQuery } from "@tanstack/react-query";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { TimeSeries } from "../../charts/time-series.tsx";
import { useMessages } from "../../messages/catalogue.ts";
import { formatNumber } from "../../messages/format.ts";
import { regionalLocale } from "../../messages/locale.ts";
import { Card, Skeleton } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import type { ClickSearch, Interval } from "../click-filters.ts";
import { analyticsMessages } from "../messages/index.ts";
import { type ClickScope, seriesQuery, toInterval } from "../queries.ts";

/** Clicks over time, with the period before. */
export function SeriesCard({ scope, search }: { scope: ClickScope; search: ClickSearch }) {
  const t = useMessages(analyticsMessages);
  const { data, error, refetch } = useQuery(seriesQuery(scope, search));
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data)
    return (
      <Card title={t.seriesTitle}>
        <Skeleton className="h-60 w-full" />
      </Card>
    );
  const format = toFormat(toInterval(search));
  const points = data.series.map(({ start, clicks }, index) => ({
    label: format.label.format(new Date(start)),
    tick: format.tick.format(new Date(start)),
    value: clicks,
    previous: data.previous.series[index]?.clicks,
  }));
  return (
    <ChartFrame
      title={t.seriesTitle}
      summary={t.seriesSummary(data.totals.clicks, data.previous.totals.clicks)}
      chart={<TimeSeries points={points} valueLabel={t.clicks} previousLabel={t.previous} />}
      table={{
        head: [t.intervals[toInterval(search)], t.clicks, t.visitors, t.scans, t.previous],
        rows: data.series.map(({ start, clicks, unique_visitors, scans }, index) => [
          format.label.format(new Date(start)),
          formatNumber(clicks),
          formatNumber(unique_visitors),
          formatNumber(scans),
          formatNumber(data.previous.series[index]?.clicks ?? 0),
        ]),
      }}
    />
  );
}

function toFormat(interval: Interval) {
  const make = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(regionalLocale, options);
  if (interval === "hour")
    return {
      label: make({ dateStyle: "medium", timeStyle: "short" }),
      tick: make({ hour: "numeric", minute: "2-digit" }),
    };
  if (interval === "month")
    return { label: make({ month: "long", year: "numeric" }), tick: make({ month: "short", year: "2-digit" }) };
  return {
    label: make({ weekday: "short", day: "numeric", month: "short", year: "numeric" }),
    tick: make({ day: "numeric", month: "short" }),
  };
}
