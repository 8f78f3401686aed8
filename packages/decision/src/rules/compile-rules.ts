import { type LinkRule, StoredResults } from "@shunt/contracts/links";
import type { Behaviour, Case } from "../behaviour.ts";
import type { Decision } from "../decision.ts";
import { chooseVariant, compileSplit } from "../split/split.ts";
import { compileConditions, type Test } from "./compile-condition.ts";

/** The first rule whose conditions all hold decides. */
export function compileRuleList(rules: readonly LinkRule[]): Behaviour | "unsupported" {
  if (!StoredResults.safeParse(rules).success) return "unsupported";
  const tests = compileConditions(rules.map(({ conditions }) => conditions));
  const answers = rules.flatMap(rule => compileAnswer(rule) ?? []);
  return tests === undefined || answers.length < rules.length ? "unsupported" : new RuleList(rules, tests, answers);
}

type Answer = (given: Case) => Decision;

class RuleList implements Behaviour {
  readonly #tests: readonly Test[];
  readonly #answers: readonly Answer[];
  readonly countsClicks: boolean;

  constructor(rules: readonly LinkRule[], tests: readonly Test[], answers: readonly Answer[]) {
    this.#tests = tests;
    this.#answers = answers;
    this.countsClicks = rules.some(({ conditions }) => conditions.some(({ fact }) => fact === "clicks"));
  }

  decide(given: Case): Decision | undefined {
    const tests = this.#tests;
    // Loops without closures, as most rules of a link are tried at each visit.
    for (let i = 0; i < tests.length; i++) if (tests[i]?.(given)) return this.#answers[i]?.(given);
    return undefined;
  }
}

/** Returns undefined for a result of a newer release. */
function compileAnswer({ name, url, status, split }: LinkRule): Answer | undefined {
  if (status !== undefined) return () => ({ outcome: `rule-${status}`, target: null, chosen: { rule: name } });
  if (split === undefined) return given => redirect(given, url ?? given.link.url, { rule: name });
  const choice = compileSplit(split);
  if (choice === "unsupported") return undefined;
  return given => {
    const variant = chooseVariant(choice, given);
    return redirect(given, variant.url, { rule: name, variant: variant.name });
  };
}

function redirect({ link: { status, isIndexable } }: Case, url: string, chosen: Decision["chosen"]): Decision {
  return { outcome: "redirect", target: { url, status, isIndexable }, ...(chosen && { chosen }) };
}
