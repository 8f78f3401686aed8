import { formatDateTime, formatList } from "../../messages/format.ts";
import { factKinds, toShape, type ValueShape } from "./facts.ts";
import type { Messages } from "./messages/en.ts";
import type { ConditionForm, RuleForm, Window } from "./rule-form.ts";
import { toValueOptions } from "./value-options.ts";

/** A condition in words, such as `Country is one of Austria, Germany`. */
export function describeCondition(condition: ConditionForm, t: Messages): string {
  const { fact, operator, key } = condition;
  const name = factKinds[fact].hasKey && key ? `${t.facts[fact]} ${key}` : t.facts[fact];
  return [name, t.operators[operator], describeValue[toShape(fact, operator)](condition, t)].filter(Boolean).join(" ");
}

/** The result of a rule in words. */
export function describeResult({ result, url, split, status }: RuleForm, t: Messages): string {
  if (result === "status") return t.statusLabels[status as keyof Messages["statusLabels"]] ?? status;
  return result === "split" ? t.splitOver(split.variants.length) : url;
}

const describeValue: Record<ValueShape, (condition: ConditionForm, t: Messages) => string> = {
  none: () => "",
  one: (condition, t) => toLabel(condition, condition.value as string, t),
  many: (condition, t) => formatList((condition.value as string[]).map(value => toLabel(condition, value, t))),
  count: ({ value }) => value as string,
  "daily-window": ({ value, time_zone }) => {
    const { from, until } = value as Window;
    return `${from} – ${until} (${time_zone})`;
  },
  "date-window": ({ value }) => {
    const { from, until } = value as Window;
    return `${from && formatDateTime(from)} – ${until && formatDateTime(until)}`;
  },
};

function toLabel({ fact }: ConditionForm, value: string, t: Messages): string {
  const options = toValueOptions(fact, factKinds[fact].choice, t);
  return options.find(option => option.value === value)?.label ?? value;
}
