import { Counter, type Registry } from "prom-client";

export interface TallyOptions {
  name: string;
  help: string;
  /** The values of both labels must form small closed sets. */
  labelNames: [first: string, second: string];
  /** Pairs of label values whose series start at 0. */
  startAtZero: Iterable<readonly [first: string, second: string]>;
}

/**
 * Creates a Prometheus counter with two labels for hot paths, and returns the function that increments it in a map. The counts go
 * to prom-client at each scrape, because its look-up of labels costs more than the counting.
 */
export function createTally(
  registry: Registry,
  { name, help, labelNames, startAtZero }: TallyOptions,
): (first: string, second: string) => void {
  const counts = new Map<string, Map<string, number>>();
  const [firstName, secondName] = labelNames;
  const count = (first: string, second: string, by: number) => {
    let seconds = counts.get(first);
    if (seconds === undefined) {
      seconds = new Map();
      counts.set(first, seconds);
    }
    seconds.set(second, (seconds.get(second) ?? 0) + by);
  };
  for (const [first, second] of startAtZero) count(first, second, 0);
  new Counter({
    name,
    help,
    labelNames,
    registers: [registry],
    collect() {
      this.reset();
      for (const [first, seconds] of counts) {
        for (const [second, sum] of seconds) this.inc({ [firstName]: first, [secondName]: second }, sum);
      }
    },
  });
  return (first, second) => count(first, second, 1);
}
