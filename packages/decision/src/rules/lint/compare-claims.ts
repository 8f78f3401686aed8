import type { Claim, TextMatchClaim } from "./claim.ts";
import { isDisjoint, isSubset } from "./spans.ts";
import { isApart, isWithin } from "./text-match.ts";

/** Whether every visit that meets `one` meets `other`; false if that is not certain. */
export function implies(one: Claim, other: Claim): boolean {
  if (other.kind === "within" && other.isAlways) return true;
  if (one.about !== other.about) return false;
  if (one.kind === "within" || other.kind === "within")
    return one.kind === "within" && other.kind === "within" && isSubset(one.spans, other.spans);
  if (one.kind === "unknown" || other.kind === "unknown") return one.kind === other.kind;
  if (one.kind === "some") {
    if (other.kind === "none") return one.isSingle && isApart(one.match, other.match);
    return isAmong(one, other) && isWithin(one.match, other.match);
  }
  if (other.kind === "some") return other.match.kind === "any";
  return isAmong(other, one) && isWithin(other.match, one.match);
}

/** Whether no visit meets both; false if that is not certain. A condition that never holds excludes itself. */
export function excludes(one: Claim, other: Claim): boolean {
  if (one.about !== other.about) return false;
  if (one.kind === "within" || other.kind === "within")
    return one.kind === "within" && other.kind === "within" && isDisjoint(one.spans, other.spans);
  if (one.kind === "unknown" || other.kind === "unknown") return one.kind !== other.kind;
  if (one.kind === "none") return other.kind === "some" && excludes(other, one);
  if (other.kind === "none") return isAmong(one, other) && isWithin(one.match, other.match);
  return one.isSingle && isApart(one.match, other.match);
}

/** Whether `whole` is about all texts that `part` is about. */
function isAmong(part: TextMatchClaim, whole: TextMatchClaim): boolean {
  return part.among === "preferred" || whole.among === "all";
}
