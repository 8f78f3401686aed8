import { type LinkRule, StoredResults } from "@shunt/contracts/links";
import type { Behaviour, Case } from "../behaviour.ts";
import type { Decision } from "../decision.ts";
import { compileSplit } from "../split/split.ts";
import { compileConditions } from "./compile-condition.ts";

/** The first rule whose conditions all hold decides. */
export function compileRuleList(rules: readonly LinkRule[]): Behaviour | "unsupported" {
  if (!StoredResults.safeParse(rules).success) return "unsupported";
  const tests = rules.flatMap(({ conditions }) => compileConditions(conditions) ?? []);
  const answers = rules.flatMap(rule => compileAnswer(rule) ?? []);
  if (tests.length < rules.length || answers.length < rules.length) return "unsupported";
  return {
    countsClicks: rules.some(({ conditions }) => conditions.some(({ fact }) => fact === "clicks")),
    decide(given) {
      // Loops without closures, as most rules of a link are tried at each visit.
      for (let i = 0; i < tests.length; i++) if (tests[i]?.(given)) return answers[i]?.(given);
      return undefined;
    },
  };
}

/** Returns undefined for a result of a newer release. */
function compileAnswer({ name, url, status, split }: LinkRule): ((given: Case) => Decision) | undefined {
  if (status !== undefined) return () => ({ outcome: `rule-${status}`, target: null, chosen: { rule: name } });
  if (split === undefined) return given => redirect(given, url ?? given.link.url, { rule: name });
  const variantOf = compileSplit(split);
  if (variantOf === "unsupported") return undefined;
  return given => {
    const variant = variantOf(given);
    return redirect(given, variant.url, { rule: name, variant: variant.name });
  };
}

function redirect({ link: { status, isIndexable } }: Case, url: string, chosen: Decision["chosen"]): Decision {
  return { outcome: "redirect", target: { url, status, isIndexable }, ...(chosen && { chosen }) };
}
