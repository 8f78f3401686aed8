import type { Core } from "../core.ts";
import type { GuessLimits } from "./guess-limits.ts";
import type { RequestLimits } from "./request-limits.ts";

export interface LimitsDeps extends Core {
  limits: RequestLimits;
  guesses: GuessLimits;
}
