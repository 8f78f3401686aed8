import type { OpsIssue } from "@shunt/contracts/admin";

export type Tone = "ok" | "watch" | "act";

/**
 * How serious the state of a part is. The issues of the overview decide, so that this page and the alerts agree.
 *
 * @param part that issues name in `concerns`
 */
export function toTone(part: string, issues: readonly OpsIssue[]): Tone {
  const own = issues.filter(({ concerns }) => concerns.includes(part));
  if (own.some(({ severity }) => severity === "critical")) return "act";
  return own.length > 0 ? "watch" : "ok";
}
