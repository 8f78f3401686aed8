import { type LinkRule, StoredRules } from "@shunt/contracts/links";
import type { Behaviour, Case } from "../behaviour.ts";
import type { Decision } from "../decision.ts";
import { compileCondition } from "./compile-condition.ts";

/** The first rule whose conditions all hold decides. */
export function compileRuleList(rules: readonly LinkRule[]): Behaviour | "unsupported" {
  if (!StoredRules.safeParse(rules).success) return "unsupported";
  const compiled = rules.map(rule => ({ tests: rule.conditions.map(compileCondition), answer: toAnswer(rule) }));
  return {
    countsClicks: rules.some(({ conditions }) => conditions.some(({ fact }) => fact === "clicks")),
    decide: given => compiled.find(({ tests }) => tests.every(test => test(given)))?.answer(given),
  };
}

function toAnswer({ name, url, status }: LinkRule): (given: Case) => Decision {
  const chosen = { rule: name };
  if (status !== undefined) return () => ({ outcome: `rule-${status}`, target: null, chosen });
  return ({ link }) => ({
    outcome: "redirect",
    target: { url: url ?? link.url, status: link.status, isIndexable: link.isIndexable },
    chosen,
  });
}
