import { useState } from "react";
import { Form } from "react-aria-components";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import type { ClickSearch } from "../click-filters.ts";
import { analyticsMessages } from "../messages/index.ts";
import { countDays, toDay } from "../period.ts";

/** As many as the API reads at once. */
const maxDays = 366;

interface PeriodDialogProps {
  search: ClickSearch;
  isOpen: boolean;
  onClose: () => void;
  onChoose: (period: { from: string; to: string }) => void;
}

/** A period from one day to another. The fields open the calendar of the browser. */
export function PeriodDialog({ isOpen, onClose, ...props }: PeriodDialogProps) {
  const t = useMessages(analyticsMessages);
  return (
    <Dialog title={t.ownPeriod} isOpen={isOpen} onClose={onClose}>
      <PeriodForm onClose={onClose} {...props} />
    </Dialog>
  );
}

function PeriodForm({ search, onClose, onChoose }: Omit<PeriodDialogProps, "isOpen">) {
  const t = useMessages(analyticsMessages);
  const today = toDay();
  const [from, setFrom] = useState(search.from ?? toDay(new Date(Date.now() - 29 * 86_400_000)));
  const [to, setTo] = useState(search.to ?? today);
  // Days in the wrong order are a slip that needs no message.
  const [first = from, last = to] = [from, to].sort();
  const isTooLong = from !== "" && to !== "" && countDays({ from: first, to: last }) > maxDays;
  return (
    <Form
      className="flex flex-col gap-4"
      onSubmit={event => {
        event.preventDefault();
        if (isTooLong) return;
        onChoose({ from: first, to: last });
        onClose();
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField name="from" type="date" label={t.firstDay} isRequired value={from} onChange={setFrom} />
        <TextField
          name="to"
          type="date"
          label={t.lastDay}
          isRequired
          value={to}
          onChange={setTo}
          error={isTooLong ? t.periodTooLong(maxDays) : undefined}
        />
      </div>
      <Button type="submit" look="primary" isDisabled={isTooLong}>
        {t.apply}
      </Button>
    </Form>
  );
}
