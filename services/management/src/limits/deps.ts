import type { Core } from "../core.ts";
import type { GuessLimits } from "./guess-limits.ts";
import type { RequestLimits } from "./request-limits.ts";

/** What the verbs of this feature work with. */
export interface LimitsDeps extends Core {
  limits: RequestLimits;
  guesses: GuessLimits;
}
