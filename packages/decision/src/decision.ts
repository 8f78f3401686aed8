import type { RobotsPolicy } from "@shunt/contracts/cached";
import type { Choice } from "@shunt/contracts/clicks";
import type { LinkCard } from "@shunt/contracts/links";
import type { Outcome } from "./outcomes.ts";
import type { Target } from "./target.ts";

/** The response to a visit: a redirect to `target`, the robots file, or the page of the outcome. */
export type Decision =
  | { outcome: "redirect"; target: Target; chosen?: Chosen }
  | { outcome: "robots"; target: null; robots: RobotsPolicy; chosen?: never }
  /** A card of null is for links that have none of their own; it names no destination. */
  | { outcome: "card"; target: null; card: LinkCard | null; chosen?: Chosen }
  /** A destination of null depends on the visitor. */
  | { outcome: "preview"; target: null; destination: string | null; chosen?: Chosen }
  | { outcome: "pixel"; target: null; chosen?: Chosen }
  | { outcome: Refusal; target: Target | null; retryAfterSeconds?: number; chosen?: Chosen };

/** The choices behind the decision, for statistics; absent for a link that leaves no choice. */
export type Chosen = Partial<Choice>;

/** Shows a page, unless a fallback redirects the visitor. */
export type Refusal = Exclude<Outcome, "redirect" | "robots" | "card" | "preview" | "pixel">;
