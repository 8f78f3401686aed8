import { Trash2 } from "lucide-react";
import { useMessages } from "../../messages/catalogue.ts";
import { getTimeZones } from "../../messages/time-zone.ts";
import { IconButton } from "../../ui/button.tsx";
import { ComboField } from "../../ui/combo-field.tsx";
import { TextField } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";
import { useFieldErrors } from "../form/use-field-errors.ts";
import { type Fact, factKinds, facts, type Operator } from "./facts.ts";
import { rulesMessages } from "./messages/index.ts";
import { type ConditionForm, newCondition, withOperator } from "./rule-form.ts";
import type { ReadWarnings } from "./use-lint.ts";
import { ValueControl } from "./value-control.tsx";
import { WarningList } from "./warning-list.tsx";

interface ConditionFieldsProps {
  path: string;
  number: number;
  condition: ConditionForm;
  warnings: ReturnType<ReadWarnings>;
  onChange: (condition: ConditionForm) => void;
  onRemove?: () => void;
}

/** One condition: a fact of the visit, how to compare it, and with what. */
export function ConditionFields({ path, number, condition, warnings, onChange, onRemove }: ConditionFieldsProps) {
  const t = useMessages(rulesMessages);
  const errors = useFieldErrors();
  const { fact, operator, key, time_zone } = condition;
  const { operators, hasKey, hasTimeZone } = factKinds[fact];
  const own = errors.at(path);
  return (
    <fieldset className="flex flex-col gap-3 rounded-lg bg-sunken p-3">
      <legend className="sr-only">{t.condition(number)}</legend>
      <div className="flex items-end gap-2">
        <div className="grid min-w-0 flex-1 gap-3 @phone:grid-cols-2">
          <Select<Fact>
            label={t.fact}
            options={facts.map(value => ({ value, label: t.facts[value] }))}
            value={fact}
            onChange={chosen => onChange(newCondition(chosen))}
            error={errors.at(`${path}.fact`)}
          />
          <Select<Operator>
            label={t.comparison}
            options={operators.map(value => ({ value, label: t.operators[value] }))}
            value={operator}
            onChange={chosen => onChange(withOperator(condition, chosen))}
            error={errors.at(`${path}.operator`)}
          />
        </div>
        {onRemove && (
          <IconButton size="medium" label={t.removeCondition(number)} icon={<Trash2 size={16} />} onPress={onRemove} />
        )}
      </div>
      {hasKey && (
        <TextField
          label={t.key}
          kind="code"
          value={key}
          onChange={changed => onChange({ ...condition, key: changed })}
          error={errors.at(`${path}.key`)}
        />
      )}
      <ValueControl path={path} condition={condition} onChange={value => onChange({ ...condition, value })} />
      {hasTimeZone && (
        <ComboField
          label={t.timeZone}
          options={getTimeZones()}
          value={time_zone}
          onChange={changed => onChange({ ...condition, time_zone: changed })}
          error={errors.at(`${path}.time_zone`)}
        />
      )}
      {own && (
        <p role="alert" className="text-sm text-act">
          {own}
        </p>
      )}
      <WarningList warnings={warnings} />
    </fieldset>
  );
}
