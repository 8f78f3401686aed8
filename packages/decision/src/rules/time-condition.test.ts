import type { RuleCondition } from "@shunt/contracts/links";
import { aCachedDomain, aCachedLink } from "@shunt/testing";
import { expect, test } from "vitest";
import { createDecide } from "../decide.ts";
import { aRule } from "../testing/a-rule.ts";
import { aVisit } from "../testing/a-visit.ts";
import { theTools } from "../testing/the-tools.ts";

const decide = createDecide(theTools);

function meets(condition: RuleCondition, at: string): boolean {
  const link = aCachedLink({ rules: { rules: [aRule([condition])] } });
  return decide(link, aCachedDomain(), aVisit({ at: Date.parse(at) })).target?.url === "https://example.com/ruled";
}

const vienna = "Europe/Vienna";
const morning = { fact: "time", operator: "in", value: { from: "02:30", until: "09:00" }, time_zone: vienna } as const;
const night = { fact: "time", operator: "in", value: { from: "22:00", until: "06:00" }, time_zone: vienna } as const;
const sunday = { fact: "weekday", operator: "equals", value: "sunday", time_zone: vienna } as const;
const weekend: RuleCondition = {
  fact: "weekday",
  operator: "in",
  value: ["saturday", "sunday"],
  time_zone: "Asia/Kolkata",
};
const noon = {
  fact: "time",
  operator: "in",
  value: { from: "12:00", until: "12:01" },
  time_zone: "Asia/Kathmandu",
} as const;
const advent = {
  fact: "date",
  operator: "in",
  value: { from: "2026-11-29T00:00:00.000Z", until: "2026-12-25T00:00:00.000Z" },
} as const;

test.each<[string, RuleCondition, string, boolean]>([
  ["before summer time begins", morning, "2027-03-28T00:59:59Z", false],
  ["when summer time skips 02:30", morning, "2027-03-28T01:00:00Z", true],
  ["in summer", morning, "2027-07-01T06:59:59Z", true],
  ["at the end in summer", morning, "2027-07-01T07:00:00Z", false],
  ["at the end in winter", morning, "2027-01-01T08:00:00Z", false],
  ["in the first of two hours when summer time ends", morning, "2026-10-25T00:30:00Z", true],
  ["in the second of two hours before 02:30", morning, "2026-10-25T01:29:00Z", false],
  ["in the second of two hours", morning, "2026-10-25T01:30:00Z", true],
  ["late in the evening", night, "2027-01-01T21:00:00Z", true],
  ["after midnight", night, "2027-01-01T04:59:00Z", true],
  ["in the morning", night, "2027-01-01T05:00:00Z", false],
  ["in a zone of 45 minutes", noon, "2027-01-01T06:15:59.999Z", true],
  ["after it in a zone of 45 minutes", noon, "2027-01-01T06:16:00Z", false],
  ["on Saturday evening in UTC", sunday, "2027-07-03T22:00:00Z", true],
  ["before midnight of Saturday", sunday, "2027-07-03T21:59:59Z", false],
  ["on Sunday evening in UTC", weekend, "2027-07-04T18:29:00Z", true],
  ["on Monday in India", weekend, "2027-07-04T18:30:00Z", false],
  ["at the first moment", advent, "2026-11-29T00:00:00Z", true],
  ["just before", advent, "2026-11-28T23:59:59.999Z", false],
  ["at the end", advent, "2026-12-25T00:00:00Z", false],
  ["without an end", { fact: "date", operator: "in", value: { from: "2026-01-01T00:00:00.000Z" } }, "2999-01-01", true],
  [
    "without a beginning",
    { fact: "date", operator: "in", value: { until: "2026-01-01T00:00:00.000Z" } },
    "2026-01-01",
    false,
  ],
])("a visit %s is judged by its local time", (_case, condition, at, expected) => {
  expect(meets(condition, at)).toBe(expected);
  const negated = {
    ...condition,
    operator: condition.operator === "equals" ? "not_equals" : "not_in",
  } as RuleCondition;
  expect(meets(negated, at)).toBe(!expected);
});
