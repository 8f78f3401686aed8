import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { BarList } from "../../charts/bar-list.tsx";
import { useMessages } from "../../messages/catalogue.ts";
import { Card, Skeleton } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { Select } from "../../ui/select.tsx";
import type { ClickSearch } from "../click-filters.ts";
import { analyticsMessages } from "../messages/index.ts";
import { labelBreakdownQuery } from "../queries.ts";

const kinds = ["folder", "tag"] as const;

interface LabelCardProps {
  search: ClickSearch;
  onSearch: (search: ClickSearch) => void;
}

/** Clicks by folder or by tag. A press on a bar shows the report of its links, a second one that of all. */
export function LabelCard({ search, onSearch }: LabelCardProps) {
  const t = useMessages(analyticsMessages);
  const [kind, setKind] = useState<(typeof kinds)[number]>(search.tag === undefined ? "folder" : "tag");
  const { tag, folder, ...rest } = search;
  const { data, error, refetch, isPlaceholderData } = useQuery(labelBreakdownQuery(rest, kind));
  // Numbers of another kind would stand below the wrong name.
  const shown = data?.dimension === kind ? data : undefined;
  const isChosen = (name: string) =>
    (kind === "tag" ? (tag ?? []) : tag === undefined && folder !== undefined ? [folder] : []).some(
      each => each.toLowerCase() === name.toLowerCase(),
    );
  const choose = (name: string) => {
    if (isChosen(name)) return onSearch(rest);
    onSearch(kind === "tag" ? { ...rest, tag: [name] } : { ...rest, folder: name });
  };
  return (
    <Card
      title={t.labels}
      actions={
        <div className="w-44">
          <Select
            label={t.labels}
            isLabelHidden
            options={kinds.map(value => ({ value, label: t.labelKinds[value] }))}
            value={kind}
            onChange={setKind}
          />
        </div>
      }
    >
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!shown && !error && <Skeleton className="h-64 w-full" />}
      {shown?.items.length === 0 && <p className="py-8 text-center text-quiet">{t.noLabels[kind]}</p>}
      {shown && shown.items.length > 0 && (
        <div aria-busy={isPlaceholderData} className={isPlaceholderData ? "opacity-60" : ""}>
          <BarList
            bars={shown.items.map(({ label, count }) => ({
              value: label,
              label,
              count,
              share: shown.total_clicks > 0 ? count / shown.total_clicks : 0,
              isSelected: isChosen(label),
            }))}
            onPress={choose}
          />
          {shown.other_clicks > 0 && (
            <p className="mt-2 px-2.5 text-sm text-quiet">
              {t.otherLinks}: {t.clickCount(shown.other_clicks)}
            </p>
          )}
        </div>
      )}
    </Card>
  );
}
