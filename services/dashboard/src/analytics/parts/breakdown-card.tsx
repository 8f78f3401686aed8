import type { Dimension } from "@shunt/contracts/analytics";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { BarList } from "../../charts/bar-list.tsx";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { Card, Skeleton } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { Select } from "../../ui/select.tsx";
import { type ClickSearch, type DimensionGroup, listDimensions, toggleFilter } from "../click-filters.ts";
import { analyticsMessages } from "../messages/index.ts";
import { breakdownQuery, type ClickScope } from "../queries.ts";
import { toValueLabel } from "../value-label.ts";

const shownAtFirst = 8;
const shownAtMost = 100;

interface BreakdownCardProps {
  group: DimensionGroup;
  scope: ClickScope;
  search: ClickSearch;
  onSearch: (search: ClickSearch) => void;
}

/** Clicks by one dimension of a group, which people choose. A press on a bar filters by it, a second one no longer. */
export function BreakdownCard({ group, scope, search, onSearch }: BreakdownCardProps) {
  const t = useMessages(analyticsMessages);
  const choices = listDimensions(group);
  const [dimension, setDimension] = useState(choices[0] as Dimension);
  const [isWhole, setWhole] = useState(false);
  const query = breakdownQuery(scope, search, dimension, isWhole ? shownAtMost : shownAtFirst);
  const { data, error, refetch } = useQuery(query);
  const bars = data?.items.map(({ label, count }) => ({
    value: label,
    label: toValueLabel(t, dimension, label),
    count,
    share: data.total_clicks > 0 ? count / data.total_clicks : 0,
    isSelected: search[dimension]?.includes(label) ?? false,
  }));
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
      {!data && !error && <Skeleton className="h-64 w-full" />}
      {bars?.length === 0 && <p className="py-8 text-center text-quiet">{t.noClicks}</p>}
      {bars && data && (
        <div className={isWhole ? "max-h-96 overflow-y-auto" : ""}>
          <BarList
            bars={bars}
            onPress={value => onSearch(toggleFilter(search, dimension, value))}
            toPressLabel={({ value }) => t.only(toValueLabel(t, dimension, value))}
          />
          {data.other_clicks > 0 && (
            <div className="mt-2 flex items-center justify-between gap-2 px-2.5 text-sm text-quiet">
              <span>
                {t.otherClicks}: {t.clickCount(data.other_clicks)}
              </span>
              {!isWhole && (
                <Button size="small" look="quiet" onPress={() => setWhole(true)}>
                  {t.more}
                </Button>
              )}
            </div>
          )}
        </div>
      )}
    </Card>
  );
}
