import { Counter, type Registry } from "prom-client";

export interface CounterOptions<Labels extends string> {
  name: string;
  help: string;
  /** The values of each label: small closed sets. */
  labels?: Readonly<Record<Labels, readonly string[]>>;
}

/**
 * Creates a counter whose series all start at 0. Otherwise Prometheus would miss the first increment of a series, and an
 * alert that compares a rate with 0 could not fire.
 */
export function createCounter<Labels extends string = never>(
  registry: Registry,
  { name, help, labels }: CounterOptions<Labels>,
): Counter<Labels> {
  const labelNames = Object.keys(labels ?? {}) as Labels[];
  const counter = new Counter({ name, help, labelNames, registers: [registry] });
  if (labels) for (const series of combineLabels(labels)) counter.inc(series, 0);
  return counter;
}

function combineLabels<Labels extends string>(
  labels: Readonly<Record<Labels, readonly string[]>>,
): Record<Labels, string>[] {
  return Object.entries<readonly string[]>(labels).reduce(
    (combined, [name, values]) => combined.flatMap(series => values.map(value => ({ ...series, [name]: value }))),
    [{}] as Record<Labels, string>[],
  );
}
