import type { OpsIssue } from "@shunt/contracts/admin";

export type Tone = "ok" | "watch" | "act";

/**
 * The most serious issue of a part. The issues of the overview decide, so that this page and the alerts agree.
 *
 * @param part that issues name in `concerns`
 */
export function findIssue(part: string, issues: readonly OpsIssue[]): OpsIssue | undefined {
  const own = issues.filter(({ concerns }) => concerns.includes(part));
  return own.find(({ severity }) => severity === "critical") ?? own[0];
}

export function toTone(issue: OpsIssue | undefined): Tone {
  if (issue === undefined) return "ok";
  return issue.severity === "critical" ? "act" : "watch";
}
