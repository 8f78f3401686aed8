import {
  findPlaceholders,
  isPlaceholder,
  type LinkSettings,
  maxPlaceholders,
  placeholderNames,
  toRuleTargets,
} from "@shunt/contracts/links";
import { fieldProblem, type Problem } from "@shunt/contracts/problem";

/** A misspelt placeholder would reach the destination as text, which is seen late. */
export function placeholderProblem({
  targetUrl,
  rules,
}: Pick<LinkSettings, "targetUrl" | "rules">): Problem | undefined {
  if (!rules?.placeholders) return undefined;
  const own = destinationProblem(targetUrl);
  if (own !== undefined) return fieldProblem("/original_url", own);
  const other = toRuleTargets(rules)
    .map(({ url }) => destinationProblem(url))
    .find(problem => problem !== undefined);
  return other === undefined ? undefined : fieldProblem("/placeholders", `cannot be on: a destination ${other}`);
}

function destinationProblem(url: string): string | undefined {
  const names = findPlaceholders(url);
  if (names.length > maxPlaceholders) return `must have at most ${maxPlaceholders} placeholders`;
  const unknown = names.find(name => !isPlaceholder(name));
  if (unknown === undefined) return undefined;
  const known = [...placeholderNames, "query:name", "1"].map(name => `{${name}}`).join(", ");
  return `must not have the unknown placeholder {${unknown}}; known are ${known} to {9}`;
}
