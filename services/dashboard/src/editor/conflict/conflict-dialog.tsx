import { useState } from "react";
import { Label, Radio, RadioGroup } from "react-aria-components";
import { useMessages } from "../../messages/catalogue.ts";
import { formatList } from "../../messages/format.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { describeValue, toFieldLabel } from "../describe-value.ts";
import { writeField } from "../form/form-fields.ts";
import type { FormField, LinkForm } from "../form/link-form.ts";
import { editorMessages } from "../messages/index.ts";
import { findConflict, type Side } from "./merge-forms.ts";

interface ConflictDialogProps {
  before: LinkForm;
  mine: LinkForm;
  theirs: LinkForm;
  onClose: () => void;
  onResolve: (choices: Partial<Record<FormField, Side>>) => void;
}

/** Shows what someone else has changed meanwhile, and asks field by field whose value stays. */
export function ConflictDialog({ before, mine, theirs, onClose, onResolve }: ConflictDialogProps) {
  const t = useMessages(editorMessages);
  const { contested, theirs: untouched } = findConflict(before, mine, theirs);
  const [choices, setChoices] = useState<Partial<Record<FormField, Side>>>({});
  const chooseAll = (side: Side) => setChoices(Object.fromEntries(contested.map(field => [field, side])));
  return (
    <Dialog
      title={t.conflictTitle}
      size="large"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t.cancel}</Button>
          <Button look="primary" onPress={() => onResolve(choices)}>
            {t.conflictSave}
          </Button>
        </>
      }
    >
      <p className="text-quiet">{contested.length > 0 ? t.conflictAbout : t.conflictNone}</p>
      {untouched.length > 0 && <p>{t.conflictTheirs(formatList(untouched.map(field => toFieldLabel(field, t))))}</p>}
      {contested.length > 1 && (
        <div className="flex flex-wrap gap-2">
          <Button size="small" onPress={() => chooseAll("mine")}>
            {t.conflictAllMine}
          </Button>
          <Button size="small" onPress={() => chooseAll("theirs")}>
            {t.conflictAllTheirs}
          </Button>
        </div>
      )}
      {contested.map(field => (
        <RadioGroup
          key={field}
          value={choices[field] ?? "mine"}
          onChange={side => setChoices({ ...choices, [field]: side as Side })}
          className="flex flex-col gap-1.5"
        >
          <Label className="text-sm font-medium">{toFieldLabel(field, t)}</Label>
          <div className="grid gap-2 sm:grid-cols-2">
            <Choice side="mine" label={t.conflictMine} value={describe(field, mine)} />
            <Choice side="theirs" label={t.conflictOthers} value={describe(field, theirs)} />
          </div>
        </RadioGroup>
      ))}
    </Dialog>
  );

  function describe(field: FormField, form: LinkForm): string {
    return field === "password" ? t.passwordHidden : describeValue(field, writeField(form, field), t);
  }
}

function Choice({ side, label, value }: { side: Side; label: string; value: string }) {
  return (
    <Radio
      value={side}
      className="flex cursor-pointer flex-col gap-1 rounded-lg border border-field p-3 data-focus-visible:outline-2 data-focus-visible:outline-offset-2 data-focus-visible:outline-accent data-selected:border-accent data-selected:bg-accent-soft"
    >
      <span className="text-sm font-medium">{label}</span>
      <span className="max-h-40 overflow-auto text-sm whitespace-pre-wrap wrap-anywhere">{value}</span>
    </Radio>
  );
}
