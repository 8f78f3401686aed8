/** Decides the answer to a visit of a short link. The redirect answers by it, and the simulator predicts by it. */
export { acceptsPage } from "./accepts-page.ts";
export { continueParameter } from "./click-limit.ts";
export { createDecide, type Decider, isDomainFile, stateOf } from "./decide.ts";
export type { Chosen, ClickCount, Decision } from "./decision.ts";
export { takesExtraPath } from "./forwarding/extra-path.ts";
export { addUtmMarks } from "./forwarding/utm-mark.ts";
export {
  createLockKeys,
  failedTicket,
  type LockKeys,
  signTicket,
  type TicketSubject,
  ticketParameter,
} from "./lock/ticket.ts";
export { type AnswerLabel, type Outcome, outcomes } from "./outcomes.ts";
export { hasContinued, toTicket, toVisitQuery } from "./request-target/read-query.ts";
export { readView, type Viewed } from "./request-target/read-view.ts";
export { toCode, toCodeOn, toOtherCodes, toPath, toTargetHost } from "./request-target/to-code.ts";
export { type Prefix, toPrefixes } from "./request-target/to-prefixes.ts";
export { lintRules } from "./rules/lint/lint-rules.ts";
export type { Target } from "./target.ts";
export { type DecisionSettings, openTools, type Tools } from "./tools.ts";
export { type ExtraPath, rootCode, type View, type VisitFacts } from "./visit-facts.ts";
