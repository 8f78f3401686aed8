/** Decides the answer to a visit of a short link. The redirect answers by it, and the simulator predicts by it. */
export { decide, stateOf } from "./decide.ts";
export type { Decision } from "./decision.ts";
export { type AnswerLabel, type Outcome, outcomes } from "./outcomes.ts";
export type { Target } from "./target.ts";
export { rootCode, type VisitFacts } from "./visit-facts.ts";
