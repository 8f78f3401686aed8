import { Problem } from "@shunt/contracts/problem";
import type { ClickCount, Decision } from "@shunt/decision";
import type { RedirectMetrics } from "../redirect-metrics.ts";
import type { Use } from "../uses/known-uses.ts";
import type { LinkUses } from "../uses/link-uses.ts";

export interface CountDeps {
  uses: Pick<LinkUses, "take" | "count" | "giveBack">;
  metrics: Pick<RedirectMetrics, "clickCounted">;
}

/** Decides with the number of clicks before this visit; undefined if it is unknown. */
type DecideBy = (clicks: number | undefined) => Decision;

/**
 * Counts the clicks of a link for a decision that depends on them, and takes one if the visit is a click. In the same tick
 * if this process holds clicks of the link.
 *
 * @throws Problem "unavailable" if the link has a limit and its clicks are unknown
 */
export function countClick(first: ClickCount, deps: CountDeps, decideBy: DecideBy): Decision | Promise<Decision> {
  if (first.takes) return takeClick(first, deps, decideBy);
  const { uses, metrics } = deps;
  const decideByCount = (clicks: number) => {
    const decision = decideBy(clicks);
    // A rule about the number may lead to a destination.
    return decision.count?.takes ? takeClick(decision.count, deps, decideBy) : decision;
  };
  const clicks = uses.count(first.linkId, first);
  if (typeof clicks === "number") return decideByCount(clicks);
  return clicks.then(decideByCount, err => decideWithoutCount(err, first, metrics, decideBy));
}

function takeClick(count: ClickCount, { uses, metrics }: CountDeps, decideBy: DecideBy): Decision | Promise<Decision> {
  const decideByUse = (use: Use) => {
    const decision = decideBy(use.clicks);
    const isUsed = decision.count?.takes === true;
    if (!isUsed) uses.giveBack(count.linkId, use);
    metrics.clickCounted(isUsed ? "taken" : use.taken ? "returned" : "refused");
    return decision;
  };
  const use = uses.take(count.linkId, count);
  if (!(use instanceof Promise)) return decideByUse(use);
  return use.then(decideByUse, err => decideWithoutCount(err, count, metrics, decideBy));
}

/** Without a limit, the conditions on the number do not hold. */
function decideWithoutCount(
  cause: unknown,
  { limit }: ClickCount,
  metrics: CountDeps["metrics"],
  decideBy: DecideBy,
): Decision {
  metrics.clickCounted("failed");
  if (limit !== Number.POSITIVE_INFINITY) throw new Problem("unavailable", undefined, { cause });
  return decideBy(undefined);
}
