import { useMessages } from "../../messages/catalogue.ts";
import { formatDay } from "../../messages/format.ts";
import { Badge } from "../../ui/page.tsx";
import { type ClickSearch, listFilters } from "../click-filters.ts";
import { analyticsMessages } from "../messages/index.ts";
import { toValueLabel } from "../value-label.ts";

/** The period and the filters of a report, to read. */
export function ReportRule({ search }: { search: ClickSearch }) {
  const t = useMessages(analyticsMessages);
  const { days = 30, from, to, bots } = search;
  const period =
    from === undefined ? t.days(days) : `${formatDay(from)} – ${to === undefined ? t.today : formatDay(to)}`;
  return (
    <ul className="flex flex-wrap gap-1.5" aria-label={t.reportRule}>
      <li>
        <Badge tone="accent">{period}</Badge>
      </li>
      {bots && (
        <li>
          <Badge>{t.withBots}</Badge>
        </li>
      )}
      {listFilters(search).map(({ name, dimension, isExcluded, value }) => {
        const label = toValueLabel(t, dimension, value);
        return (
          <li key={`${name} ${value}`} className="max-w-full overflow-hidden">
            <Badge tone={isExcluded ? "act" : "plain"} isText>
              {t.dimensions[dimension]}: {isExcluded ? t.exclude(label) : label}
            </Badge>
          </li>
        );
      })}
    </ul>
  );
}
