import type { RobotsPolicy } from "@shunt/contracts/cached";
import type { Choice } from "@shunt/contracts/clicks";
import type { LinkCard } from "@shunt/contracts/links";
import type { Outcome } from "./outcomes.ts";
import type { Target } from "./target.ts";

/** The response to a visit: a redirect to `target`, the robots file, or the page of the outcome. */
export type Decision = (
  | { outcome: "redirect"; target: Target; chosen?: Chosen }
  | { outcome: "robots"; target: null; robots: RobotsPolicy; chosen?: never }
  | { outcome: "app-file"; target: null; content: object; chosen?: never }
  /** A card of null is for links that have none of their own; it names no destination. */
  | { outcome: "card"; target: null; card: LinkCard | null; chosen?: Chosen }
  /** A destination of null depends on the visitor. */
  | { outcome: "preview" | "unsafe"; target: null; destination: string | null; chosen?: Chosen }
  | { outcome: "pixel" | "confirm"; target: null; chosen?: Chosen }
  | { outcome: Refusal; target: Target | null; retryAfterSeconds?: number; chosen?: Chosen }
) & {
  /** Set if the decision depends on the number of the link's clicks, so that it is not final without `visit.clicks`. */
  count?: ClickCount;
};

/** The choices behind the decision, for statistics; absent for a link that leaves no choice. */
export type Chosen = Partial<Choice>;

/** The clicks to count before a decision is final. Decide again with `visit.clicks` then. */
export interface ClickCount {
  linkId: string;
  /** `max_clicks`; infinite if the clicks are only counted for the link's rules. */
  limit: number;
  /** Of the link with this limit. */
  version: number;
  /** Whether the decision takes a click. If not, the clicks are only counted. */
  takes: boolean;
}

/** Shows a page, unless a fallback redirects the visitor. */
export type Refusal = Exclude<
  Outcome,
  "redirect" | "robots" | "app-file" | "card" | "preview" | "unsafe" | "pixel" | "confirm"
>;
