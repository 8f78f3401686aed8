import { useQuery } from "@tanstack/react-query";
import { useMessages } from "../../messages/catalogue.ts";
import { formatCompact, formatNumber } from "../../messages/format.ts";
import { Skeleton } from "../../ui/page.tsx";
import type { ClickSearch } from "../click-filters.ts";
import { analyticsMessages } from "../messages/index.ts";
import { type ClickScope, seriesQuery } from "../queries.ts";

const shown = ["clicks", "unique_visitors", "scans"] as const;

/** The numbers of the whole period, and how they changed. */
export function Totals({ scope, search }: { scope: ClickScope; search: ClickSearch }) {
  const t = useMessages(analyticsMessages);
  const { data } = useQuery(seriesQuery(scope, search));
  const names = { clicks: t.clicks, unique_visitors: t.visitors, scans: t.scans };
  return (
    <dl className="grid grid-cols-3 gap-2 @phone:gap-3">
      {shown.map(name => (
        <div key={name} className="rounded-2xl border border-line bg-card px-3 py-3 @phone:px-5 @phone:py-4">
          <dt className="text-sm text-quiet">{names[name]}</dt>
          <dd className="mt-1 flex flex-wrap items-baseline gap-x-2">
            {data ? (
              <>
                <data
                  value={data.totals[name]}
                  data-tooltip={formatNumber(data.totals[name])}
                  className="text-xl font-semibold tracking-tight @phone:text-2xl @tablet:text-3xl"
                >
                  <span className="@tablet:hidden">{toShort(data.totals[name])}</span>
                  <span className="hidden @tablet:inline">{formatNumber(data.totals[name])}</span>
                </data>
                <Change now={data.totals[name]} before={data.previous.totals[name]} />
              </>
            ) : (
              <Skeleton className="h-7 w-16 @phone:h-8 @tablet:h-9 @tablet:w-28" />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Numbers of seven digits do not fit three in a row on a phone. */
function toShort(value: number): string {
  return value < 100_000 ? formatNumber(value) : formatCompact(value);
}

function Change({ now, before }: { now: number; before: number }) {
  const t = useMessages(analyticsMessages);
  if (before === 0) return null;
  const share = (now - before) / before;
  return (
    <span data-tooltip={t.changeFrom(before)} className={`text-sm ${share >= 0 ? "text-ok" : "text-act"}`}>
      {t.change(share)}
    </span>
  );
}
