import { type LinkRule, StoredResults } from "@shunt/contracts/links";
import type { Behaviour, Case } from "../behaviour.ts";
import type { Chosen, Decision } from "../decision.ts";
import type { VariantChoice } from "../split/choose-variant.ts";
import { chooseVariant, compileSplit } from "../split/split.ts";
import { compileConditions, type Test } from "./compile-condition.ts";

/** The first rule whose conditions all hold decides. */
export function compileRuleList(rules: readonly LinkRule[]): Behaviour | "unsupported" {
  if (!StoredResults.safeParse(rules).success) return "unsupported";
  const tests = compileConditions(rules.map(({ conditions }) => conditions));
  const choices = compileSplits(rules);
  return tests === undefined || choices === "unsupported" ? "unsupported" : new RuleList(rules, tests, choices);
}

/** By their rule. */
type Choices = ReadonlyMap<LinkRule, VariantChoice>;

const noChoices: Choices = new Map();

/** Without a function for each rule, as memory holds the rules of many links. */
class RuleList implements Behaviour {
  readonly #rules: readonly LinkRule[];
  readonly #tests: readonly Test[];
  readonly #choices: Choices;
  readonly countsClicks: boolean;

  constructor(rules: readonly LinkRule[], tests: readonly Test[], choices: Choices) {
    this.#rules = rules;
    this.#tests = tests;
    this.#choices = choices;
    this.countsClicks = rules.some(({ conditions }) => conditions.some(({ fact }) => fact === "clicks"));
  }

  decide(given: Case): Decision | undefined {
    const tests = this.#tests;
    // Loops without closures, as most rules of a link are tried at each visit.
    for (let i = 0; i < tests.length; i++)
      if (tests[i]?.(given)) return this.#answer(this.#rules[i] as LinkRule, given);
    return undefined;
  }

  #answer(rule: LinkRule, given: Case): Decision {
    const { name, url, status } = rule;
    if (status !== undefined) return { outcome: `rule-${status}`, target: null, chosen: { rule: name } };
    const choice = this.#choices.get(rule);
    if (choice === undefined) return redirect(given, url ?? given.link.url, { rule: name });
    const variant = chooseVariant(choice, given);
    return redirect(given, variant.url, { rule: name, variant: variant.name });
  }
}

/** Returns "unsupported" for a split of a newer release. */
function compileSplits(rules: readonly LinkRule[]): Choices | "unsupported" {
  const choices = new Map<LinkRule, VariantChoice>();
  for (const rule of rules) {
    if (rule.status !== undefined || rule.split === undefined) continue;
    const choice = compileSplit(rule.split);
    if (choice === "unsupported") return choice;
    choices.set(rule, choice);
  }
  return choices.size === 0 ? noChoices : choices;
}

function redirect({ link: { status, isIndexable } }: Case, url: string, chosen: Chosen): Decision {
  return { outcome: "redirect", target: { url, status, isIndexable }, chosen };
}
