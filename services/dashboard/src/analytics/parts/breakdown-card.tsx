import type { Dimension } from "@shunt/contracts/analytics";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Bar, BarList } from "../../charts/bar-list.tsx";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { Card, Skeleton } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { Select } from "../../ui/select.tsx";
import {
  type ClickSearch,
  type DimensionGroup,
  excludeValue,
  listDimensions,
  onlyValue,
  toggleFilter,
} from "../click-filters.ts";
import { analyticsMessages } from "../messages/index.ts";
import { breakdownQuery, type ClickScope } from "../queries.ts";
import { toValueLabel } from "../value-label.ts";

const shownAtFirst = 8;
/** As many as the API returns. */
const shownAtMost = 1_000;
/** Longer lists scroll. */
const maxWithoutScrolling = 12;

interface BreakdownCardProps {
  group: DimensionGroup;
  scope: ClickScope;
  search: ClickSearch;
  /** Without it, bars only show. */
  onSearch: ((search: ClickSearch) => void) | undefined;
  /** Dimensions that this report does not have. */
  hidden?: readonly Dimension[] | undefined;
}

/** Clicks by one dimension of a group, which people choose. A press on a bar filters by it, a second one no longer. */
export function BreakdownCard({ group, scope, search, onSearch, hidden = [] }: BreakdownCardProps) {
  const t = useMessages(analyticsMessages);
  const choices = listDimensions(group).filter(each => !hidden.includes(each));
  const [dimension, setDimension] = useState(choices[0] as Dimension);
  const [isWhole, setWhole] = useState(false);
  const { data, error, refetch, isPlaceholderData } = useQuery(
    breakdownQuery(scope, search, dimension, isWhole ? shownAtMost : shownAtFirst),
  );
  // Numbers of another dimension would stand below the wrong name.
  const shown = data?.dimension === dimension ? data : undefined;
  const toName = (value: string) => toValueLabel(t, dimension, value);
  const toActions = ({ value }: Bar) => [
    { label: t.only(toName(value)), run: () => onSearch?.(onlyValue(search, dimension, value)) },
    { label: t.exclude(toName(value)), run: () => onSearch?.(excludeValue(search, dimension, value)) },
  ];
  return (
    <Card
      title={t.groups[group]}
      actions={
        <div className="w-44">
          <Select
            label={t.groups[group]}
            isLabelHidden
            options={choices.map(value => ({ value, label: t.dimensions[value] }))}
            value={dimension}
            onChange={chosen => {
              setDimension(chosen);
              setWhole(false);
            }}
          />
        </div>
      }
    >
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!shown && !error && <BarSkeleton />}
      {shown?.items.length === 0 && <p className="py-8 text-center text-quiet">{t.noClicks}</p>}
      {shown && shown.items.length > 0 && (
        <div aria-busy={isPlaceholderData} className={isPlaceholderData ? "opacity-60" : ""}>
          <BarList
            bars={shown.items.map(({ label, count }) => ({
              value: label,
              label: toName(label),
              count,
              share: shown.total_clicks > 0 ? count / shown.total_clicks : 0,
              isSelected: search[dimension]?.includes(label) ?? false,
            }))}
            onPress={onSearch && (value => onSearch(toggleFilter(search, dimension, value)))}
            toActions={onSearch && toActions}
            toMenuLabel={({ value }) => t.moreFor(toName(value))}
            scrollLabel={shown.items.length > maxWithoutScrolling ? t.dimensions[dimension] : undefined}
          />
          <Others
            count={shown.other_clicks}
            isWhole={isWhole}
            canShrink={shown.items.length > shownAtFirst}
            onToggle={() => setWhole(!isWhole)}
          />
        </div>
      )}
    </Card>
  );
}

interface OthersProps {
  /** Clicks with values that are not listed. */
  count: number;
  isWhole: boolean;
  canShrink: boolean;
  onToggle: () => void;
}

function Others({ count, isWhole, canShrink, onToggle }: OthersProps) {
  const t = useMessages(analyticsMessages);
  const canToggle = isWhole ? canShrink : count > 0;
  if (count === 0 && !canToggle) return null;
  return (
    <div className="mt-2 flex min-h-8 items-center justify-between gap-2 px-2.5 text-sm text-quiet">
      <span>{count > 0 && `${t.otherClicks}: ${t.clickCount(count)}`}</span>
      {canToggle && (
        <Button size="small" look="quiet" onPress={onToggle}>
          {isWhole ? t.fewer : t.more}
        </Button>
      )}
    </div>
  );
}

const skeletonWidths = ["w-full", "w-3/4", "w-1/2", "w-2/5", "w-1/3", "w-1/4"] as const;

/** Bars that get shorter, as those of most breakdowns do. */
function BarSkeleton() {
  return (
    <div className="flex flex-col gap-1">
      {skeletonWidths.map(width => (
        <Skeleton key={width} className={`h-8 ${width}`} />
      ))}
    </div>
  );
}
