import { Plus } from "lucide-react";
import { toWebAddress } from "../../home/to-web-address.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";
import { useFieldErrors } from "../form/use-field-errors.ts";
import { SplitFields } from "../split/split-fields.tsx";
import { ConditionFields } from "./condition-fields.tsx";
import { rulesMessages } from "./messages/index.ts";
import { type ConditionForm, newCondition, type RuleForm } from "./rule-form.ts";
import type { ReadWarnings } from "./use-lint.ts";
import { WarningList } from "./warning-list.tsx";

const maxConditions = 20;

interface RuleEditorProps {
  index: number;
  rule: RuleForm;
  onChange: (rule: RuleForm) => void;
  readWarnings: ReadWarnings;
}

/** Changes one rule: its name, conditions, and what it does. */
export function RuleEditor({ index, rule, onChange, readWarnings }: RuleEditorProps) {
  const t = useMessages(rulesMessages);
  const errors = useFieldErrors();
  const path = `rules.${index}`;
  const { conditions } = rule;
  const setConditions = (next: ConditionForm[]) => onChange({ ...rule, conditions: next });
  const own = errors.at(path) ?? errors.at(`${path}.conditions`);
  return (
    <section
      aria-label={t.editRule(rule.name || t.ruleNumber(index + 1))}
      className="flex flex-col gap-4 rounded-xl border border-line p-4"
    >
      <TextField
        label={t.ruleName}
        hint={t.ruleNameHint}
        placeholder={t.ruleNumber(index + 1)}
        value={rule.name}
        onChange={name => onChange({ ...rule, name })}
        error={errors.at(`${path}.name`)}
      />
      <WarningList warnings={readWarnings(`/rules/${index}`)} />
      <div className="flex flex-col gap-2">
        <h3 className="text-sm font-medium">{t.ifAll}</h3>
        {conditions.map((condition, i) => (
          <ConditionFields
            // Conditions have no names, and their fields keep no state of their own.
            key={i}
            path={`${path}.conditions.${i}`}
            number={i + 1}
            condition={condition}
            warnings={readWarnings(`/rules/${index}/conditions/${i}`)}
            onChange={changed => setConditions(conditions.map((each, at) => (at === i ? changed : each)))}
            {...(conditions.length > 1 && { onRemove: () => setConditions(conditions.filter((_, at) => at !== i)) })}
          />
        ))}
        <div>
          <Button
            size="small"
            isDisabled={conditions.length >= maxConditions}
            onPress={() => setConditions([...conditions, newCondition("country")])}
          >
            <Plus size={16} aria-hidden /> {t.addCondition}
          </Button>
        </div>
      </div>
      <div className="flex flex-col gap-3">
        <Select<RuleForm["result"]>
          label={t.thenDo}
          options={[
            { value: "url", label: t.results.url },
            { value: "split", label: t.results.split },
            { value: "status", label: t.results.status },
          ]}
          value={rule.result}
          onChange={result => onChange({ ...rule, result })}
        />
        {rule.result === "url" && (
          <TextField
            label={t.ruleUrl}
            value={rule.url}
            onChange={url => onChange({ ...rule, url })}
            onBlur={() => rule.url.trim() && onChange({ ...rule, url: toWebAddress(rule.url) })}
            error={errors.at(`${path}.url`)}
            kind="address"
          />
        )}
        {rule.result === "split" && (
          <SplitFields path={`${path}.split`} value={rule.split} onChange={split => onChange({ ...rule, split })} />
        )}
        {rule.result === "status" && (
          <Select
            label={t.ruleStatus}
            options={Object.entries(t.statusLabels).map(([value, label]) => ({ value, label }))}
            value={rule.status}
            onChange={status => onChange({ ...rule, status })}
            error={errors.at(`${path}.status`)}
          />
        )}
      </div>
      {own && (
        <p role="alert" className="text-sm text-act">
          {own}
        </p>
      )}
    </section>
  );
}
