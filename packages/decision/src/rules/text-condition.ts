/** A condition on the texts that a fact consists of. */
export type TextCondition = Compared | { operator: "exists" | "not_exists" };

type Compared =
  | {
      operator: "equals" | "not_equals" | "contains" | "not_contains" | "starts_with" | "not_starts_with";
      value: string;
    }
  | { operator: "in" | "not_in"; value: readonly string[] };

/** Brings the texts of conditions to the form of the fact. */
export type Form = (text: string) => string;

export const asWritten: Form = text => text;
export const ignoringCase: Form = text => text.normalize("NFC").toLowerCase();

/**
 * Compiles a condition on a fact with at most one text. Null is unknown and meets `not_exists` only: neither another
 * condition nor its negation.
 */
export function compileTextTest(condition: TextCondition, form: Form): (text: string | null) => boolean {
  if (!("value" in condition)) return text => (text !== null) === (condition.operator === "exists");
  const matches = compileMatch(condition, form);
  const isWanted = !condition.operator.startsWith("not_");
  return text => text !== null && matches(text) === isWanted;
}

/** Like `compileTextTest` for a fact with several texts: a condition holds for one of them, its negation for all. */
export function compileTextsTest(condition: TextCondition, form: Form): (texts: readonly string[]) => boolean {
  if (!("value" in condition)) return texts => texts.length > 0 === (condition.operator === "exists");
  const matches = compileMatch(condition, form);
  if (!condition.operator.startsWith("not_")) return texts => texts.some(matches);
  return texts => texts.length > 0 && !texts.some(matches);
}

/** Leaves the negation to the caller. */
function compileMatch(condition: Compared, form: Form): (text: string) => boolean {
  switch (condition.operator) {
    case "in":
    case "not_in": {
      const values = condition.value.map(form);
      if (values.length <= maxList) return text => values.includes(text);
      const set = new Set(values);
      return text => set.has(text);
    }
    case "equals":
    case "not_equals": {
      const value = form(condition.value);
      return text => text === value;
    }
    case "contains":
    case "not_contains": {
      const value = form(condition.value);
      return text => text.includes(value);
    }
    case "starts_with":
    case "not_starts_with": {
      const value = form(condition.value);
      return text => text.startsWith(value);
    }
  }
}

/** Up to this length, a list is smaller and faster than a set. */
const maxList = 10;
