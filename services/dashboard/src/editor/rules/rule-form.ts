import type { LinkRule, RuleCondition } from "@shunt/contracts/links";
import { toWebAddress } from "../../home/to-web-address.ts";
import { getTimeZone } from "../../messages/time-zone.ts";
import { toInstant, toLocalTime } from "../form/local-time.ts";
import { toNumber } from "../form/to-number.ts";
import { newSplit, type SplitForm, toSplitForm, writeSplit } from "../split/split-form.ts";
import { type Fact, factKinds, type Operator, toShape, type ValueShape } from "./facts.ts";

export interface Window {
  from: string;
  until: string;
}

export interface ConditionForm {
  fact: Fact;
  operator: Operator;
  /** Name of a query parameter or cookie. */
  key: string;
  value: string | string[] | Window;
  time_zone: string;
}

export interface RuleForm {
  /** Identifies a rule of the form while people rename and reorder it. */
  id: string;
  name: string;
  conditions: ConditionForm[];
  result: "url" | "split" | "status";
  url: string;
  split: SplitForm;
  status: string;
}

/** Rules as the API shows them. */
export type ShownRule = Omit<LinkRule, "conditions"> & { conditions: readonly RuleCondition[] };

export function toRuleForm({ name, conditions, url, split, status }: ShownRule, index: number): RuleForm {
  return {
    id: `${index}`,
    name,
    conditions: conditions.map(toConditionForm),
    result: split ? "split" : status ? "status" : "url",
    url: url ?? "",
    split: split ? toSplitForm(split) : newSplit(""),
    status: String(status ?? 404),
  };
}

export function newRule(id: string): RuleForm {
  const conditions = [newCondition("country")];
  return { id, name: "", conditions, result: "url", url: "", split: newSplit(""), status: "404" };
}

export function newCondition(fact: Fact): ConditionForm {
  const [operator] = factKinds[fact].operators as [Operator];
  return { fact, operator, key: "", value: toValue(fact, operator, ""), time_zone: getTimeZone() };
}

/** Changes the operator, and keeps of the value what fits. */
export function withOperator(condition: ConditionForm, operator: Operator): ConditionForm {
  return { ...condition, operator, value: toValue(condition.fact, operator, condition.value) };
}

export function writeRule({ name, conditions, result, url, split, status }: RuleForm) {
  return {
    ...(name.trim() && { name: name.trim() }),
    conditions: conditions.map(writeCondition),
    ...(result === "url" && { url: toWebAddress(url) }),
    ...(result === "split" && { split: writeSplit(split) }),
    ...(result === "status" && { status: Number(status) }),
  };
}

/** A value of the shape that the fact and the operator need, with what fits of the value before. */
function toValue(fact: Fact, operator: Operator, before: ConditionForm["value"]): ConditionForm["value"] {
  return emptyOrKept[toShape(fact, operator)](before, factKinds[fact].initial ?? "");
}

const emptyOrKept: Record<ValueShape, (before: ConditionForm["value"], initial: string) => ConditionForm["value"]> = {
  none: () => "",
  one: (before, initial) => toText(before) || initial,
  many: (before, initial) => (Array.isArray(before) ? before : [toText(before) || initial].filter(Boolean)),
  count: (before, initial) => toText(before) || initial,
  "daily-window": before => (isWindow(before) ? before : { from: "22:00", until: "06:00" }),
  "date-window": before => (isWindow(before) ? before : { from: "", until: "" }),
};

function toText(value: ConditionForm["value"]): string {
  if (isWindow(value)) return "";
  return typeof value === "string" ? value : (value[0] ?? "");
}

function isWindow(value: ConditionForm["value"]): value is Window {
  return typeof value === "object" && !Array.isArray(value);
}

type AnyCondition = { fact: Fact; operator: Operator; key?: string; value?: unknown; time_zone?: string };

function toConditionForm(shown: RuleCondition): ConditionForm {
  const { fact, operator, key = "", value, time_zone = getTimeZone() } = shown as AnyCondition;
  return { fact, operator, key, value: readValue[toShape(fact, operator)](value), time_zone };
}

function writeCondition({ fact, operator, key, value, time_zone }: ConditionForm) {
  const { hasKey, hasTimeZone } = factKinds[fact];
  const written = writeValue[toShape(fact, operator)](value);
  return {
    fact,
    operator,
    ...(hasKey && { key: key.trim() }),
    ...(written !== undefined && { value: written }),
    ...(hasTimeZone && { time_zone }),
  };
}

const readValue: Record<ValueShape, (value: unknown) => ConditionForm["value"]> = {
  none: () => "",
  one: value => String(value),
  many: value => [...(value as string[])],
  count: value => String(value),
  "daily-window": value => ({ ...(value as Window) }),
  "date-window": value => {
    const { from, until } = value as Partial<Window>;
    return { from: toLocalTime(from), until: toLocalTime(until) };
  },
};

const writeValue: Record<ValueShape, (value: ConditionForm["value"]) => unknown> = {
  none: () => undefined,
  one: value => value,
  many: value => value,
  count: value => toNumber(value as string) ?? "",
  "daily-window": value => value,
  "date-window": value => {
    const { from, until } = value as Window;
    return { ...(from && { from: toInstant(from) }), ...(until && { until: toInstant(until) }) };
  },
};
