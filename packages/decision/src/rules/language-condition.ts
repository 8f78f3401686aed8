import type { RuleCondition } from "@shunt/contracts/links";
import type { Languages } from "@shunt/visitor/language";

type LanguageCondition = Extract<RuleCondition, { fact: "language" }>;

/**
 * Compares with the visitor's preferred languages by lookup (RFC 4647, 3.4): `de` matches a visitor with `de-AT`, but
 * `de-AT` does not match one with `de`. `contains` compares with all accepted languages, whatever their weight.
 */
export function compileLanguageTest(condition: LanguageCondition): (languages: Languages) => boolean {
  switch (condition.operator) {
    case "exists":
      return ({ accepted }) => accepted.length > 0;
    case "not_exists":
      return ({ accepted }) => accepted.length === 0;
    case "in":
      return ({ preferred }) => preferred.some(isAny(condition.value));
    case "not_in":
      return ({ preferred }) => preferred.length > 0 && !preferred.some(isAny(condition.value));
    case "equals":
      return ({ preferred }) => preferred.some(isAny([condition.value]));
    case "not_equals":
      return ({ preferred }) => preferred.length > 0 && !preferred.some(isAny([condition.value]));
    case "contains":
      return ({ accepted }) => accepted.some(isAny([condition.value]));
    case "not_contains":
      return ({ accepted }) => accepted.length > 0 && !accepted.some(isAny([condition.value]));
  }
}

function isAny(values: readonly string[]): (tag: string) => boolean {
  return tag =>
    values.some(value => tag.startsWith(value) && (tag.length === value.length || tag[value.length] === "-"));
}
