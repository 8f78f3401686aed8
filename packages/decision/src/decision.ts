import type { RobotsPolicy } from "@shunt/contracts/cached";
import type { Outcome } from "./outcomes.ts";
import type { Target } from "./target.ts";

/** The response to a visit: a redirect to `target`, the robots file, or the page of the outcome. */
export type Decision =
  | { outcome: "redirect"; target: Target; chosen?: Chosen }
  | { outcome: "robots"; target: null; robots: RobotsPolicy }
  | { outcome: Refusal; target: Target | null; retryAfterSeconds?: number; chosen?: Chosen };

/** The parts of the link that decided, for statistics; absent for a link with a single destination. */
export interface Chosen {
  /** Name of the rule that matched. */
  rule?: string;
}

/** Shows a page, unless a fallback redirects the visitor. */
export type Refusal = Exclude<Outcome, "redirect" | "robots">;
