import { toChosen, toMissed } from "@shunt/contracts/clicks";
import { type Decider, type Decision, outcomes } from "@shunt/decision";
import type { RedirectMetrics } from "../redirect-metrics.ts";
import type { Spool } from "../spool/spool.ts";
import { toClick } from "../visit/to-click.ts";
import type { Visit } from "../visit/visit.ts";
import { type CountDeps, countClick } from "./count-click.ts";
import type { MissLimit } from "./miss-limit.ts";
import type { Resolution } from "./resolve.ts";
import { type Origins, respond } from "./respond.ts";
import type { Reply } from "./send-reply.ts";

export interface AnswerDeps extends CountDeps, Origins {
  decide: Decider;
  spool: Pick<Spool, "append">;
  missLimit: Pick<MissLimit, "count">;
  metrics: Pick<RedirectMetrics, "answered" | "clickCounted">;
  now: () => number;
}

/**
 * Decides the outcome of a visit, records the visit, and returns the reply; in the same tick unless the clicks of the
 * link must be counted first.
 */
export function answer(visit: Visit, resolution: Resolution, deps: AnswerDeps): Reply | Promise<Reply> {
  visit.at = deps.now();
  if (resolution.link !== null) visit.code = resolution.code;
  const decision = decideFinally(visit, resolution, deps);
  return decision instanceof Promise
    ? decision.then(final => perform(final, visit, resolution, deps))
    : perform(decision, visit, resolution, deps);
}

function decideFinally(visit: Visit, { link, domain }: Resolution, deps: AnswerDeps): Decision | Promise<Decision> {
  const decision = deps.decide(link, domain, visit);
  if (decision.count === undefined) return decision;
  return countClick(decision.count, deps, clicks => {
    visit.clicks = clicks;
    return deps.decide(link, domain, visit);
  });
}

function perform(decided: Decision, visit: Visit, resolution: Resolution, deps: AnswerDeps): Reply {
  const decision = limit(decided, visit, resolution, deps);
  const { recorded, label, redirectLabel } = outcomes[decision.outcome];
  if (recorded !== null) deps.spool.append(toClick(visit, toRecord(recorded, decision, resolution)));
  const tookMs = performance.now() - visit.startedAt;
  deps.metrics.answered(decision.target === null ? label : redirectLabel, resolution.source, tookMs);
  return respond(decision, visit, resolution, deps);
}

/** Counts a miss that needed no look-up. Above the limit the client gets 429, even if the domain has a fallback. */
function limit(decision: Decision, visit: Visit, { isCounted }: Resolution, { missLimit }: AnswerDeps): Decision {
  if (isCounted || !outcomes[decision.outcome].isGuess) return decision;
  const retryAfterSeconds = missLimit.count(visit.address);
  return retryAfterSeconds === 0 ? decision : { outcome: "rate-limited", target: null, retryAfterSeconds };
}

function toRecord(recorded: "click" | "miss", { target, chosen }: Decision, { domain, code, link }: Resolution) {
  return recorded === "click"
    ? {
        linkId: link?.id ?? "",
        destination: target?.destination ?? target?.url ?? "",
        missed: "",
        chosen: chosen === undefined ? "" : toChosen(chosen),
      }
    : { linkId: "", destination: "", missed: toMissed({ domainId: domain.id, code }), chosen: "" };
}
