import type { OpsIssue } from "@shunt/contracts/admin";
import { expect, test } from "vitest";
import { findIssue, toTone } from "./tone.ts";

const late = toIssue("late", "warning", ["queue", "lag"]);
const down = toIssue("down", "critical", ["queue"]);

function toIssue(id: string, severity: OpsIssue["severity"], concerns: string[]): OpsIssue {
  return { id, severity, concerns, title: "", effect: "", remedy: "", runbook_url: "https://runbook.example/" };
}

test.each([
  { part: "queue", issue: down, tone: "act" },
  { part: "lag", issue: late, tone: "watch" },
  { part: "webhooks", issue: undefined, tone: "ok" },
])("$part gets its most serious issue and the tone $tone", ({ part, issue, tone }) => {
  const found = findIssue(part, [late, down]);

  expect(found).toBe(issue);
  expect(toTone(found)).toBe(tone);
});
