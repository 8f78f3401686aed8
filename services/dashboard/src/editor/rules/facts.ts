import { type RuleCondition, weekdays } from "@shunt/contracts/links";

export type Fact = RuleCondition["fact"];
export type Operator = RuleCondition["operator"];
/** The form of a value: one text, many, two ends of a window, a number, or no value. */
export type ValueShape = "none" | "one" | "many" | "daily-window" | "date-window" | "count";

/** A choice among known values, texts of any kind, or both. */
export type ValueChoice = "country" | "continent" | "language" | "device" | "source" | "class" | "weekday" | "text";

interface FactKind {
  operators: readonly Operator[];
  /** The values that a control offers. */
  choice: ValueChoice;
  /** Whether the value is a window of time, or a number of clicks, whatever the operator. */
  shape?: "daily-window" | "date-window" | "count";
  /** Whether visitors send it under a name. */
  hasKey?: boolean;
  hasTimeZone?: boolean;
  /** The value of a new condition. */
  initial?: string;
}

const equality = ["equals", "not_equals"] as const;
const membership = ["in", "not_in"] as const;
const parts = ["contains", "not_contains", "starts_with", "not_starts_with"] as const;
const presence = ["exists", "not_exists"] as const;
const anyText = { operators: [...equality, ...membership, ...parts, ...presence], choice: "text" } as const;

/** Everything that the editor knows about the facts of conditions, in the order of its menu. */
export const factKinds: Record<Fact, FactKind> = {
  country: { operators: [...membership, ...equality, ...presence], choice: "country" },
  continent: { operators: [...membership, ...equality, ...presence], choice: "continent", initial: "EU" },
  region: anyText,
  city: anyText,
  language: {
    operators: [...membership, ...equality, "contains", "not_contains", ...presence],
    choice: "language",
  },
  device: { operators: [...membership, ...equality], choice: "device", initial: "mobile" },
  os: { ...anyText, initial: "iOS" },
  browser: { ...anyText, initial: "Safari" },
  date: { operators: membership, choice: "text", shape: "date-window" },
  time: { operators: membership, choice: "text", shape: "daily-window", hasTimeZone: true },
  weekday: { operators: [...membership, ...equality], choice: "weekday", hasTimeZone: true, initial: weekdays[0] },
  referrer: anyText,
  query: { ...anyText, hasKey: true },
  cookie: { ...anyText, hasKey: true },
  source: { operators: [...equality, ...membership], choice: "source", initial: "qr" },
  clicks: { operators: ["less_than", "at_least"], choice: "text", shape: "count", initial: "100" },
  class: { operators: [...membership, ...equality], choice: "class", initial: "human" },
  address: { operators: [...membership, ...equality], choice: "text" },
};

export const facts = Object.keys(factKinds) as Fact[];

export function toShape(fact: Fact, operator: Operator): ValueShape {
  const { shape } = factKinds[fact];
  if (shape !== undefined) return shape;
  if (operator === "exists" || operator === "not_exists") return "none";
  return operator === "in" || operator === "not_in" ? "many" : "one";
}
