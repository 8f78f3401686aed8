import { useQuery } from "@tanstack/react-query";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { HeatMap } from "../../charts/heat-map.tsx";
import { atFirstUse } from "../../messages/at-first-use.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { formatNumber } from "../../messages/format.ts";
import { regionalLocale } from "../../messages/locale.ts";
import { Card, Skeleton } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import type { ClickSearch } from "../click-filters.ts";
import { analyticsMessages } from "../messages/index.ts";
import { type ClickScope, heatMapQuery } from "../queries.ts";

const hourFormat = atFirstUse(() => new Intl.DateTimeFormat(regionalLocale, { hour: "numeric", timeZone: "UTC" }));

/** Clicks by weekday and hour of the visitor's time zone. */
export function HeatMapCard({ scope, search }: { scope: ClickScope; search: ClickSearch }) {
  const t = useMessages(analyticsMessages);
  const { data, error, refetch, isPlaceholderData } = useQuery(heatMapQuery(scope, search));
  if (!data)
    return (
      <Card title={t.heatMap} actions={<Skeleton className="size-8" />}>
        {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : <Skeleton className="h-49 w-full" />}
      </Card>
    );
  const rows = data.weekdays.map(day => t.weekdays[day]);
  const columns = data.hours.map(hour => hourFormat().format(Date.UTC(2000, 0, 1, hour)));
  return (
    <ChartFrame
      title={t.heatMap}
      isStale={isPlaceholderData}
      summary={toBusiest(rows, columns, data.clicks)}
      chart={<HeatMap label={t.heatMap} rows={rows} columns={columns} values={data.clicks} />}
      table={{
        head: [t.hour, ...rows],
        rows: columns.map((hour, column) => [hour, ...data.clicks.map(row => formatNumber(row[column] ?? 0))]),
      }}
    />
  );
}

/** The weekday and hour with the most clicks. */
function toBusiest(
  rows: readonly string[],
  columns: readonly string[],
  clicks: readonly (readonly number[])[],
): string {
  const cells = clicks.flatMap((row, day) =>
    row.map((count, hour) => ({ name: `${rows[day]} ${columns[hour]}`, count })),
  );
  const busiest = cells.reduce((best, cell) => (cell.count > best.count ? cell : best), { name: "", count: 0 });
  return busiest.count > 0 ? `${busiest.name}: ${formatNumber(busiest.count)}` : "";
}
