import { X } from "lucide-react";
import { useState } from "react";
import { Form } from "react-aria-components";
import { useMessages } from "../../messages/catalogue.ts";
import { formatDate } from "../../messages/format.ts";
import { Button } from "../../ui/button.tsx";
import { Switch } from "../../ui/choices.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";
import { type ClickSearch, clearFilters, type Interval, listFilters, toggleFilter } from "../click-filters.ts";
import { analyticsMessages } from "../messages/index.ts";
import { toInterval } from "../queries.ts";
import { toValueLabel } from "../value-label.ts";

const periods = [1, 7, 30, 90, 365];
const own = "own";
const maxHourlyDays = 31;

interface FilterBarProps {
  search: ClickSearch;
  onSearch: (search: ClickSearch) => void;
}

/** Period, points, bots, and a chip for each filter, which removes it. */
export function FilterBar({ search, onSearch }: FilterBarProps) {
  const t = useMessages(analyticsMessages);
  const [isChoosing, setChoosing] = useState(false);
  const filters = listFilters(search);
  const { days = 30, from, to } = search;
  const ownLabel = from === undefined ? `${t.ownPeriod} …` : `${formatDate(from)} – ${formatDate(to ?? new Date())}`;
  const choosePeriod = (value: string) => {
    if (value === own) return setChoosing(true);
    const { from: _from, to: _to, interval: _interval, ...rest } = search;
    onSearch({ ...rest, days: Number(value) });
  };
  const intervals = (["hour", "day", "week", "month"] as const).filter(
    each => each !== "hour" || days <= maxHourlyDays,
  );
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-3">
        <div className="w-56 max-w-full">
          <Select
            label={t.period}
            isLabelHidden
            value={from === undefined ? String(days) : own}
            onChange={choosePeriod}
            options={[
              ...periods.map(each => ({ value: String(each), label: t.days(each) })),
              { value: own, label: ownLabel },
            ]}
          />
        </div>
        <div className="w-36">
          <Select
            label={t.interval}
            isLabelHidden
            value={toInterval(search)}
            onChange={(interval: Interval) => onSearch({ ...search, interval })}
            options={intervals.map(value => ({ value, label: t.intervals[value] }))}
          />
        </div>
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
      </div>
      {filters.length > 0 && (
        <ul className="flex flex-wrap items-center gap-2" aria-label={t.filters}>
          {filters.map(({ name, dimension, isExcluded, value }) => {
            const label = toValueLabel(t, dimension, value);
            return (
              <li key={`${name} ${value}`}>
                <Button size="small" onPress={() => onSearch(toggleFilter(search, name, value))}>
                  <span className="text-quiet">{t.dimensions[dimension]}</span>
                  <span className="max-w-52 truncate">{isExcluded ? t.exclude(label) : label}</span>
                  <X size={14} aria-hidden />
                </Button>
              </li>
            );
          })}
          <li>
            <Button size="small" look="quiet" onPress={() => onSearch(clearFilters(search))}>
              {t.clearAll}
            </Button>
          </li>
        </ul>
      )}
      <OwnPeriodDialog
        isOpen={isChoosing}
        onClose={() => setChoosing(false)}
        onChoose={period => {
          const { days: _days, ...rest } = search;
          onSearch({ ...rest, ...period });
        }}
      />
    </div>
  );
}

interface OwnPeriodDialogProps {
  isOpen: boolean;
  onClose: () => void;
  onChoose: (period: { from: string; to: string }) => void;
}

function OwnPeriodDialog({ isOpen, onClose, onChoose }: OwnPeriodDialogProps) {
  const t = useMessages(analyticsMessages);
  return (
    <Dialog title={t.ownPeriod} isOpen={isOpen} onClose={onClose}>
      <Form
        className="flex flex-col gap-4"
        onSubmit={event => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const days = [String(form.get("from")), String(form.get("to"))].sort();
          onChoose({ from: days[0] ?? "", to: days[1] ?? "" });
          onClose();
        }}
      >
        <TextField name="from" type="date" label={t.firstDay} isRequired />
        <TextField name="to" type="date" label={t.lastDay} isRequired />
        <Button type="submit" look="primary">
          {t.apply}
        </Button>
      </Form>
    </Dialog>
  );
}
