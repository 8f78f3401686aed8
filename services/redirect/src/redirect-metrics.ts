import { type AnswerLabel, outcomes } from "@shunt/decision";
import { createCounter, createMetrics, createTally, FastHistogram, type Registry } from "@shunt/runtime";
import { type Dependency, dependencies, type LookUpKind, lookUpKinds } from "./links/look-up.ts";
import { type Source, sources } from "./links/resolved.ts";

export interface RedirectMetrics {
  registry: Registry;
  /** @param source where the link was found; "none" without a look-up */
  answered(outcome: AnswerLabel, source: Source | "none", tookMs: number): void;
  /** @param count keys in one query to the dependency */
  lookedUp(kind: LookUpKind, dependency: Dependency, count: number): void;
  dependencyFailed(dependency: Dependency): void;
  /** Counts a visit of a link whose clicks are counted first. */
  clickCounted(result: CountResult): void;
  /** Counts held clicks that Postgres may not have got back. */
  heldClicksLost(count: number): void;
  clicksRecorded(count: number): void;
  clicksShipped(count: number): void;
  clicksShippedAgain(count: number): void;
  clicksDropped(count: number): void;
  spoolWriteFailed(): void;
}

const countResults = ["taken", "refused", "returned", "failed"] as const;

/** The click was taken, refused as the limit is reached, put back as another rule answered, or Postgres did not answer. */
export type CountResult = (typeof countResults)[number];

/** Seconds, from a memory hit (tens of microseconds) to the longest wait for a hanging dependency. */
const buckets = [
  0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
];

/** Problems of requests that are answered without a look-up, or because it failed. */
const refusals = ["malformed-request", "method-not-allowed", "unavailable", "internal"] as const;

export function createRedirectMetrics(): RedirectMetrics {
  const registry = createMetrics("redirect");
  const counter = (name: string, help: string) => createCounter(registry, { name, help });
  const answers = createTally(registry, {
    name: "shunt_redirect_answers_total",
    help: "Answers by outcome and by the source of the link",
    labelNames: ["outcome", "source"],
    startAtZero: listAnswers(),
  });
  const durations = new FastHistogram({
    name: "shunt_redirect_duration_seconds",
    help: "Time from a request's headers to its answer in seconds, by the source of the link",
    labelName: "source",
    buckets,
    registry,
  });
  const lookups = createCounter(registry, {
    name: "shunt_redirect_lookups_total",
    help: "Codes and hosts looked up in Redis, Postgres and its replica",
    labels: { dependency: dependencies, what: lookUpKinds },
  });
  const failures = createCounter(registry, {
    name: "shunt_redirect_dependency_failures_total",
    help: "Queries to Redis, Postgres or its replica that failed or that an open circuit breaker rejected",
    labels: { dependency: dependencies },
  });
  const counted = createCounter(registry, {
    name: "shunt_limit_clicks_total",
    help: "Clicks of links with a limit by result: taken, refused, returned because another rule answered, or failed",
    labels: { result: countResults },
  });
  const lost = counter("shunt_limit_clicks_lost_total", "Clicks of limits that were reserved and not used");
  const recorded = counter("shunt_clicks_recorded_total", "Clicks recorded before their answer was sent");
  const shipped = counter("shunt_clicks_shipped_total", "Clicks that the queue has acknowledged, each once");
  const shippedAgain = counter(
    "shunt_clicks_shipped_again_total",
    "Clicks that the queue has acknowledged again, because its Redis was replaced before it had synced them",
  );
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
    clickCounted: result => counted.inc({ result }),
    heldClicksLost: count => lost.inc(count),
    clicksRecorded: count => recorded.inc(count),
    clicksShipped: count => shipped.inc(count),
    clicksShippedAgain: count => shippedAgain.inc(count),
    clicksDropped: count => dropped.inc(count),
    spoolWriteFailed: () => writeFailures.inc(),
  };
}

/** Each outcome of a visit from each source, and each refusal without a look-up. */
function listAnswers(): [AnswerLabel, Source | "none"][] {
  const labels = new Set(Object.values(outcomes).flatMap(({ label, redirectLabel }) => [label, redirectLabel]));
  return [
    ...[...labels].flatMap(label =>
      [...sources, "none" as const].map(source => [label, source] as [AnswerLabel, Source]),
    ),
    ...refusals.map(code => [code, "none"] as [AnswerLabel, "none"]),
  ];
}
