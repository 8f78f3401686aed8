import { Counter, createMetrics, Gauge, type Registry } from "@shunt/runtime";

export interface RedirectMetrics {
  registry: Registry;
  answered(outcome: string, source: string): void;
  dependencyFailed(source: "redis" | "postgres"): void;
  clickRecorded(): void;
  clicksShipped(count: number): void;
  clicksDropped(count: number): void;
  spoolWriteFailed(): void;
  /** Reads a number whenever the metrics are asked for. */
  watch(name: string, help: string, read: () => number): void;
}

export function createRedirectMetrics(): RedirectMetrics {
  const registry = createMetrics("redirect");
  const registers = [registry];
  const counter = (name: string, help: string) => new Counter({ name, help, registers });
  // Counted here and handed over when somebody asks: finding the right label costs more than counting.
  const counts = new Map<string, number>();
  new Counter({
    name: "shunt_redirect_answers_total",
    help: "Answers by outcome, and by where the link was found",
    labelNames: ["outcome", "source"],
    registers,
    collect() {
      this.reset();
      for (const [key, count] of counts) {
        const [outcome = "", source = ""] = key.split(" ");
        this.inc({ outcome, source }, count);
      }
    },
  });
  const failures = new Counter({
    name: "shunt_redirect_dependency_failures_total",
    help: "Questions to Redis or Postgres that got no answer",
    labelNames: ["source"],
    registers,
  });
  const recorded = counter("shunt_clicks_recorded_total", "Clicks taken down before their answer left");
  const shipped = counter("shunt_clicks_shipped_total", "Clicks that the queue has acknowledged");
  const dropped = counter("shunt_clicks_dropped_total", "Clicks lost because neither disk nor memory had room");
  const writeFailures = counter("shunt_spool_write_failures_total", "Segments that the disk did not take whole");
  return {
    registry,
    answered(outcome, source) {
      const key = `${outcome} ${source}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    dependencyFailed: source => failures.inc({ source }),
    clickRecorded: () => recorded.inc(),
    clicksShipped: count => shipped.inc(count),
    clicksDropped: count => dropped.inc(count),
    spoolWriteFailed: () => writeFailures.inc(),
    watch: (name, help, read) => {
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    },
  };
}
