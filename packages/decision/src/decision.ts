import type { RobotsPolicy } from "@shunt/contracts/cached";
import type { Choice } from "@shunt/contracts/clicks";
import type { Outcome } from "./outcomes.ts";
import type { Target } from "./target.ts";

/** The response to a visit: a redirect to `target`, the robots file, or the page of the outcome. */
export type Decision =
  | { outcome: "redirect"; target: Target; chosen?: Chosen }
  | { outcome: "robots"; target: null; robots: RobotsPolicy; chosen?: never }
  | { outcome: Refusal; target: Target | null; retryAfterSeconds?: number; chosen?: Chosen };

/** The choices behind the decision, for statistics; absent for a link that leaves no choice. */
export type Chosen = Partial<Choice>;

/** Shows a page, unless a fallback redirects the visitor. */
export type Refusal = Exclude<Outcome, "redirect" | "robots">;
