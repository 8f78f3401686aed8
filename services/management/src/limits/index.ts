export type { LimitsDeps } from "./deps.ts";
export { createGuessLimits, type Guess, type GuessLimits } from "./guess-limits.ts";
export { createRequestLimits } from "./request-limits.ts";
