import { type LinkRule, StoredResults } from "@shunt/contracts/links";
import type { Behaviour, Case } from "../behaviour.ts";
import type { Decision } from "../decision.ts";
import { compileConditions } from "./compile-condition.ts";

/** The first rule whose conditions all hold decides. */
export function compileRuleList(rules: readonly LinkRule[]): Behaviour | "unsupported" {
  if (!StoredResults.safeParse(rules).success) return "unsupported";
  const tests = rules.flatMap(({ conditions }) => compileConditions(conditions) ?? []);
  if (tests.length < rules.length) return "unsupported";
  return {
    countsClicks: rules.some(({ conditions }) => conditions.some(({ fact }) => fact === "clicks")),
    decide(given) {
      const rule = rules[tests.findIndex(test => test(given))];
      return rule && apply(rule, given);
    },
  };
}

function apply({ name, url, status }: LinkRule, { link }: Case): Decision {
  const chosen = { rule: name };
  if (status !== undefined) return { outcome: `rule-${status}`, target: null, chosen };
  return {
    outcome: "redirect",
    target: { url: url ?? link.url, status: link.status, isIndexable: link.isIndexable },
    chosen,
  };
}
