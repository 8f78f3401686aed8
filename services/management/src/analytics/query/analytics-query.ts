import type { Dimension } from "@shunt/contracts/analytics";
import type { Period } from "../series/period.ts";
import type { Scope } from "./scope.ts";

/** Any of the values, or if negated, none of them. */
export interface Filter {
  dimension: Dimension;
  values: readonly string[];
  isNegated: boolean;
}

/** Parsed and authorized. */
export interface AnalyticsQuery {
  scope: Scope;
  period: Period;
  filters: readonly Filter[];
  includesBots: boolean;
  /** Cancels running statements. */
  signal: AbortSignal;
}
