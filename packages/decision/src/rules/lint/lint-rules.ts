import { isDeepStrictEqual } from "node:util";
import type { LinkRule, LinkSplit, RuleWarning } from "@shunt/contracts/links";
import { compileRuleList } from "../compile-rules.ts";
import type { Claim } from "./claim.ts";
import { excludes, implies } from "./compare-claims.ts";
import { toClaim } from "./to-claim.ts";

export interface LintedLink {
  rules: readonly LinkRule[];
  /** Of the link itself. */
  split?: LinkSplit | null | undefined;
  /** Destination of the link itself. */
  url?: string | undefined;
}

/**
 * Finds rules that never decide, and conditions that change nothing. Each warning is certain, but not every
 * mistake is found, as conditions are compared in pairs. Returns no warnings for rules of a newer release.
 */
export function lintRules({ rules, ...own }: LintedLink): RuleWarning[] {
  if (compileRuleList(rules) === "unsupported") return [];
  const known: KnownRule[] = rules.map(({ name, conditions }) => ({ name, claims: conditions.map(toClaim) }));
  return rules.flatMap((rule, i) => {
    const { claims } = known[i] as KnownRule;
    const useless = findContradiction(claims, i) ?? findEarlier(claims, i, known);
    if (useless !== undefined) return [useless];
    const redundant = findRedundant(claims, i);
    if (i < rules.length - 1 || !hasResult(rule, own)) return redundant;
    const message = "Visitors get the same without this last rule. Only statistics differ.";
    return [...redundant, toWarning("same-result", `/rules/${i}`, message)];
  });
}

interface KnownRule {
  name: string;
  /** Of its conditions. */
  claims: readonly Claim[];
}

function findContradiction(claims: readonly Claim[], rule: number): RuleWarning | undefined {
  for (const [i, claim] of claims.entries()) {
    const other = claims.slice(0, i + 1).findIndex(earlier => excludes(earlier, claim));
    if (other < 0) continue;
    const message =
      other === i
        ? "No visit meets this condition, so the rule never decides."
        : `No visit meets both this condition and ${toPointer(rule, other)}, so the rule never decides.`;
    return toWarning("contradiction", toPointer(rule, i), message);
  }
  return undefined;
}

function findEarlier(claims: readonly Claim[], rule: number, rules: readonly KnownRule[]): RuleWarning | undefined {
  const isImplied = (other: Claim) => claims.some(claim => implies(claim, other));
  const earlier = rules.slice(0, rule).findIndex(other => other.claims.every(isImplied));
  if (earlier < 0) return undefined;
  const message = `Each visit that meets this rule meets the earlier rule "${rules[earlier]?.name}" (/rules/${earlier}).`;
  return toWarning("unreachable", `/rules/${rule}`, message);
}

/** Of equal conditions, all but the first are redundant. */
function findRedundant(claims: readonly Claim[], rule: number): RuleWarning[] {
  return claims.flatMap((claim, i) => {
    const other = claims.findIndex((each, k) => k !== i && implies(each, claim) && (k < i || !implies(claim, each)));
    if (other < 0) return [];
    const message = `Each visit that meets ${toPointer(rule, other)} meets this condition, too.`;
    return [toWarning("redundant", toPointer(rule, i), message)];
  });
}

function hasResult(rule: LinkRule, { split, url }: Pick<LintedLink, "split" | "url">): boolean {
  if (rule.split) return isDeepStrictEqual(rule.split, split);
  return !split && rule.url !== undefined && rule.url === url;
}

function toPointer(rule: number, condition: number): string {
  return `/rules/${rule}/conditions/${condition}`;
}

function toWarning(code: RuleWarning["code"], pointer: string, message: string): RuleWarning {
  return { pointer, code, message };
}
