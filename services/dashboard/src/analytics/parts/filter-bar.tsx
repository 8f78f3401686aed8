import type { Interval } from "@shunt/contracts/analytics";
import { X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useMessages } from "../../messages/catalogue.ts";
import { formatDay } from "../../messages/format.ts";
import { Button } from "../../ui/button.tsx";
import { Switch } from "../../ui/choices.tsx";
import { Select } from "../../ui/select.tsx";
import { type ClickSearch, clearFilters, listFilters, toggleFilter } from "../click-filters.ts";
import { analyticsMessages } from "../messages/index.ts";
import { listIntervals, toInterval } from "../period.ts";
import { toValueLabel } from "../value-label.ts";
import { PeriodDialog } from "./period-dialog.tsx";

const periods = [1, 7, 30, 90, 365];
const own = "own";

interface FilterBarProps {
  search: ClickSearch;
  onSearch: (search: ClickSearch) => void;
  /** Says how filters are set, until there are some. */
  hint?: string;
  /** Further controls, before the others and after them. */
  before?: ReactNode;
  children?: ReactNode;
}

/** Period, points, bots, and a chip for each filter, which removes it. */
export function FilterBar({ search, onSearch, hint, before, children }: FilterBarProps) {
  const t = useMessages(analyticsMessages);
  const [isChoosing, setChoosing] = useState(false);
  const { days = 30, from, to } = search;
  const ownLabel =
    from === undefined ? `${t.ownPeriod} …` : `${formatDay(from)} – ${to === undefined ? t.today : formatDay(to)}`;
  const choosePeriod = (value: string) => {
    if (value === own) return setChoosing(true);
    const { from: _from, to: _to, interval: _interval, ...rest } = search;
    onSearch({ ...rest, days: Number(value) });
  };
  const lengths = periods.includes(days) ? periods : [...periods, days].sort((a, b) => a - b);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      {before}
      <div className="w-52 max-w-full grow @phone:grow-0">
        <Select
          label={t.period}
          isLabelHidden
          value={from === undefined ? String(days) : own}
          onChange={choosePeriod}
          options={[
            ...lengths.map(each => ({ value: String(each), label: t.days(each) })),
            { value: own, label: ownLabel },
          ]}
        />
      </div>
      <div className="w-32">
        <Select
          label={t.interval}
          isLabelHidden
          value={toInterval(search)}
          onChange={(interval: Interval) => onSearch({ ...search, interval })}
          options={listIntervals(search).map(value => ({ value, label: t.intervals[value] }))}
        />
      </div>
      {from !== undefined && (
        <Button look="quiet" onPress={() => setChoosing(true)}>
          {t.changePeriod}
        </Button>
      )}
      <div className="flex min-h-10 items-center">
        <Switch
          isSelected={search.bots ?? false}
          onChange={isOn => {
            const { bots: _bots, ...rest } = search;
            onSearch(isOn ? { ...rest, bots: true } : rest);
          }}
        >
          {t.bots}
        </Switch>
      </div>
      {children}
      <FilterChips search={search} onSearch={onSearch} hint={hint} />
      <PeriodDialog
        search={search}
        isOpen={isChoosing}
        onClose={() => setChoosing(false)}
        onChoose={period => {
          const { days: _days, interval: _interval, ...rest } = search;
          onSearch({ ...rest, ...period });
        }}
      />
    </div>
  );
}

/** On a line of their own, whose place is kept where there is room, so that the numbers below do not jump. */
function FilterChips({
  search,
  onSearch,
  hint,
}: Pick<FilterBarProps, "search" | "onSearch"> & { hint: string | undefined }) {
  const t = useMessages(analyticsMessages);
  const filters = listFilters(search);
  if (filters.length === 0)
    return (
      hint && <p className="hidden print:hidden! min-h-8 w-full items-center text-sm text-quiet @phone:flex">{hint}</p>
    );
  return (
    <ul className="flex min-h-8 w-full flex-wrap items-center gap-2" aria-label={t.filters}>
      {filters.map(({ name, dimension, isExcluded, value }) => {
        const label = toValueLabel(t, dimension, value);
        return (
          <li key={`${name} ${value}`} className="max-w-full">
            <button
              type="button"
              aria-label={t.removeFilter(t.dimensions[dimension], isExcluded ? t.exclude(label) : label)}
              onClick={() => onSearch(toggleFilter(search, name, value))}
              className={`inline-flex h-8 max-w-full cursor-pointer items-center gap-1.5 rounded-full border border-line px-3 text-sm ${isExcluded ? "bg-act-soft text-act" : "bg-accent-soft text-accent"}`}
            >
              <span className="max-w-60 truncate">
                {t.dimensions[dimension]}: {isExcluded ? t.exclude(label) : label}
              </span>
              <X size={14} className="shrink-0" aria-hidden />
            </button>
          </li>
        );
      })}
      <li>
        <Button size="small" look="quiet" onPress={() => onSearch(clearFilters(search))}>
          {t.clearAll}
        </Button>
      </li>
    </ul>
  );
}
