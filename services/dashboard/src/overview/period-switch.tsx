import { useMessages } from "../messages/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { overviewMessages } from "./messages/index.ts";
import { periods } from "./period.ts";

type Days = (typeof periods)[number];

/** Buttons for the period that all numbers of the page show. */
export function PeriodSwitch({ days, onChange }: { days: Days; onChange: (days: Days) => void }) {
  const t = useMessages(overviewMessages);
  return (
    <fieldset className="flex gap-1 rounded-lg border border-line bg-card p-1">
      <legend className="sr-only">{t.period}</legend>
      {periods.map(each => (
        <Button
          key={each}
          size="small"
          look={each === days ? "secondary" : "quiet"}
          aria-pressed={each === days}
          onPress={() => onChange(each)}
        >
          {t.periodDays(each)}
        </Button>
      ))}
    </fieldset>
  );
}
