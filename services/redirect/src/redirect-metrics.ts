import { Counter, createMetrics, createTally, FastHistogram, type Registry } from "@shunt/runtime";
import type { Dependency, LookUpKind } from "./links/look-up.ts";
import type { AnswerLabel } from "./links/outcomes.ts";
import type { Source } from "./links/resolved.ts";

export interface RedirectMetrics {
  registry: Registry;
  /** @param source where the link was found; "none" without a look-up */
  answered(outcome: AnswerLabel, source: Source | "none", tookMs: number): void;
  /** @param count keys in one query to the dependency */
  lookedUp(kind: LookUpKind, dependency: Dependency, count: number): void;
  dependencyFailed(dependency: Dependency): void;
  clicksRecorded(count: number): void;
  clicksShipped(count: number): void;
  clicksDropped(count: number): void;
  spoolWriteFailed(): void;
}

/** Seconds, from a memory hit (tens of microseconds) to the longest wait for a hanging dependency. */
const buckets = [
  0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
];

export function createRedirectMetrics(): RedirectMetrics {
  const registry = createMetrics("redirect");
  const registers = [registry];
  const counter = (name: string, help: string) => new Counter({ name, help, registers });
  const answers = createTally(registry, {
    name: "shunt_redirect_answers_total",
    help: "Answers by outcome and by the source of the link",
    labelNames: ["outcome", "source"],
  });
  const durations = new FastHistogram({
    name: "shunt_redirect_duration_seconds",
    help: "Time from a request's headers to its answer in seconds, by the source of the link",
    labelName: "source",
    buckets,
    registry,
  });
  const lookups = new Counter({
    name: "shunt_redirect_lookups_total",
    help: "Codes and hosts looked up in Redis, Postgres and its replica",
    labelNames: ["dependency", "what"],
    registers,
  });
  const failures = new Counter({
    name: "shunt_redirect_dependency_failures_total",
    help: "Queries to Redis, Postgres or its replica that failed or that an open circuit breaker rejected",
    labelNames: ["dependency"],
    registers,
  });
  const recorded = counter("shunt_clicks_recorded_total", "Clicks recorded before their answer was sent");
  const shipped = counter("shunt_clicks_shipped_total", "Clicks that the queue has acknowledged");
  const dropped = counter("shunt_clicks_dropped_total", "Clicks lost because neither disk nor memory had room");
  const writeFailures = counter(
    "shunt_spool_write_failures_total",
    "Spool segments that could not be written in full to disk",
  );
  return {
    registry,
    answered(outcome, source, tookMs) {
      answers(outcome, source);
      if (source !== "none") durations.observe(source, tookMs / 1_000);
    },
    lookedUp: (kind, dependency, count) => lookups.inc({ dependency, what: kind }, count),
    dependencyFailed: dependency => failures.inc({ dependency }),
    clicksRecorded: count => recorded.inc(count),
    clicksShipped: count => shipped.inc(count),
    clicksDropped: count => dropped.inc(count),
    spoolWriteFailed: () => writeFailures.inc(),
  };
}
