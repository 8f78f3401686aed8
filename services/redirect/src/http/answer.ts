import { toChosen, toMissed } from "@shunt/contracts/clicks";
import { type Decider, type Decision, outcomes } from "@shunt/decision";
import type { RedirectMetrics } from "../redirect-metrics.ts";
import type { Spool } from "../spool/spool.ts";
import { toClick } from "../visit/to-click.ts";
import type { Visit } from "../visit/visit.ts";
import type { MissLimit } from "./miss-limit.ts";
import type { Resolution } from "./resolve.ts";
import { respond } from "./respond.ts";

export interface AnswerDeps {
  decide: Decider;
  spool: Pick<Spool, "append">;
  missLimit: Pick<MissLimit, "count">;
  metrics: Pick<RedirectMetrics, "answered">;
  /** Origin of the shared domain. */
  baseUrl: string;
  now: () => number;
}

/** Decides the outcome of a visit, records the visit, and returns the response. */
export function answer(visit: Visit, resolution: Resolution, deps: AnswerDeps): Response {
  visit.at = deps.now();
  const decision = limit(deps.decide(resolution.link, resolution.domain, visit), visit, resolution, deps);
  const { recorded, label, redirectLabel } = outcomes[decision.outcome];
  if (recorded !== null) deps.spool.append(toClick(visit, toRecord(recorded, decision, resolution)));
  const tookMs = performance.now() - visit.startedAt;
  deps.metrics.answered(decision.target === null ? label : redirectLabel, resolution.source, tookMs);
  return respond(decision, visit, resolution, deps.baseUrl);
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
