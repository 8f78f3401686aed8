import type { ReactNode } from "react";
import { useMessages } from "../../messages/catalogue.ts";
import { ComboField } from "../../ui/combo-field.tsx";
import { TextField } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";
import { TokenField } from "../../ui/token-field.tsx";
import { useFieldErrors } from "../form/use-field-errors.ts";
import { factKinds, toShape, type ValueShape } from "./facts.ts";
import { rulesMessages } from "./messages/index.ts";
import type { ConditionForm, Window } from "./rule-form.ts";
import { allowsOthers, toValueOptions } from "./value-options.ts";

interface ValueControlProps {
  /** Where the condition is in the form. */
  path: string;
  condition: ConditionForm;
  onChange: (value: ConditionForm["value"]) => void;
}

/** The control for the value of a condition: names to choose from, free text, or the ends of a window. */
export function ValueControl(props: ValueControlProps) {
  const { fact, operator } = props.condition;
  const Control = controls[toShape(fact, operator)];
  return <Control {...props} />;
}

const controls: Record<ValueShape, (props: ValueControlProps) => ReactNode> = {
  none: () => null,
  one: OneValue,
  many: ManyValues,
  count: CountValue,
  "daily-window": DailyWindow,
  "date-window": DateWindow,
};

function OneValue({ path, condition, onChange }: ValueControlProps) {
  const t = useMessages(rulesMessages);
  const error = useFieldErrors().within(`${path}.value`);
  const { choice } = factKinds[condition.fact];
  const options = toValueOptions(condition.fact, choice, t);
  const value = condition.value as string;
  if (options.length === 0)
    return <TextField label={t.value} kind="code" value={value} onChange={onChange} error={error} />;
  const common = { label: t.value, options, value, onChange, error };
  const isShort = options.length <= 10 && !allowsOthers(choice);
  return isShort ? <Select {...common} /> : <ComboField {...common} allowsNew={allowsOthers(choice)} />;
}

function ManyValues({ path, condition, onChange }: ValueControlProps) {
  const t = useMessages(rulesMessages);
  const error = useFieldErrors().within(`${path}.value`);
  const { choice } = factKinds[condition.fact];
  return (
    <TokenField
      label={t.values}
      options={toValueOptions(condition.fact, choice, t)}
      values={condition.value as string[]}
      onChange={onChange}
      error={error}
      allowsNew={allowsOthers(choice)}
    />
  );
}

function CountValue({ path, condition, onChange }: ValueControlProps) {
  const t = useMessages(rulesMessages);
  const error = useFieldErrors().within(`${path}.value`);
  return (
    <TextField
      label={t.clicksBefore}
      inputMode="numeric"
      value={condition.value as string}
      onChange={onChange}
      error={error}
    />
  );
}

function DailyWindow(props: ValueControlProps) {
  return <WindowFields {...props} type="time" />;
}

function DateWindow(props: ValueControlProps) {
  return <WindowFields {...props} type="datetime-local" />;
}

function WindowFields({ path, condition, onChange, type }: ValueControlProps & { type: string }) {
  const t = useMessages(rulesMessages);
  const errors = useFieldErrors();
  const value = condition.value as Window;
  return (
    <div className="grid items-start gap-3 @phone:grid-cols-2">
      <TextField
        label={t.from}
        type={type}
        value={value.from}
        onChange={from => onChange({ ...value, from })}
        error={errors.at(`${path}.value.from`) ?? errors.at(`${path}.value`)}
      />
      <TextField
        label={t.until}
        type={type}
        value={value.until}
        onChange={until => onChange({ ...value, until })}
        error={errors.at(`${path}.value.until`)}
      />
    </div>
  );
}
