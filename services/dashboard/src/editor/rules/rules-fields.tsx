import { Plus } from "lucide-react";
import { useState } from "react";
import { useController } from "react-hook-form";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import type { LinkForm } from "../form/link-form.ts";
import { useFieldErrors } from "../form/use-field-errors.ts";
import type { SectionContentProps } from "../section.tsx";
import { rulesMessages } from "./messages/index.ts";
import { RuleEditor } from "./rule-editor.tsx";
import { newRule, type RuleForm } from "./rule-form.ts";
import { RuleList } from "./rule-list.tsx";
import { Simulator } from "./simulator.tsx";
import { useLint } from "./use-lint.ts";

const maxRules = 50;

/** Rules that send visitors elsewhere, with a simulator beside them. */
export function RulesFields({ link }: SectionContentProps) {
  const t = useMessages(rulesMessages);
  const { field } = useController<LinkForm, "rules">({ name: "rules" });
  const rules = field.value;
  const errors = useFieldErrors();
  const readWarnings = useLint();
  const [chosen, setChosen] = useState(rules[0]?.id);
  const index = Math.max(
    rules.findIndex(({ id }) => id === chosen),
    0,
  );
  const selected = rules[index];
  const add = (rule: RuleForm, at: number) => {
    field.onChange([...rules.slice(0, at), rule, ...rules.slice(at)]);
    setChosen(rule.id);
  };
  return (
    <>
      <p className="text-sm text-quiet">{rules.length === 0 ? t.noRules : t.order}</p>
      <div className="grid items-start gap-4 @tablet:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-4">
          {rules.length > 0 && (
            <RuleList
              rules={rules}
              selectedId={selected?.id}
              onSelect={setChosen}
              onChange={field.onChange}
              onDuplicate={(rule, at) => add({ ...structuredClone(rule), id: nextId(rules), name: "" }, at + 1)}
              readWarnings={readWarnings}
            />
          )}
          <div>
            <Button
              size="small"
              isDisabled={rules.length >= maxRules}
              onPress={() => add(newRule(nextId(rules)), rules.length)}
            >
              <Plus size={16} aria-hidden /> {t.addRule}
            </Button>
          </div>
          {errors.at("rules") && (
            <p role="alert" className="text-sm text-act">
              {errors.at("rules")}
            </p>
          )}
          {selected && (
            <RuleEditor
              key={selected.id}
              index={index}
              rule={selected}
              onChange={changed => field.onChange(rules.map((rule, at) => (at === index ? changed : rule)))}
              readWarnings={readWarnings}
            />
          )}
        </div>
        {rules.length > 0 && (
          <div className="@container min-w-0">
            <Simulator linkId={link?.id} />
          </div>
        )}
      </div>
    </>
  );
}

function nextId(rules: readonly RuleForm[]): string {
  return String(Math.max(-1, ...rules.map(({ id }) => Number(id))) + 1);
}
