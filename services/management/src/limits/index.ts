/** What other features and the root use of limits. */

export type { LimitsDeps } from "./deps.ts";
export { createGuessLimits, type Guess, type GuessLimits } from "./guess-limits.ts";
export { createRequestLimits } from "./request-limits.ts";
