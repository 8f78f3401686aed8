import { Counter, type Registry } from "prom-client";

export interface TallyOptions {
  name: string;
  help: string;
  /** The values of both labels must form small closed sets. */
  labelNames: [first: string, second: string];
}

/**
 * Creates a Prometheus counter with two labels for hot paths, and returns the function that increments it in a map. The counts go
 * to prom-client at each scrape, because its lookup of labels costs more than the counting.
 */
export function createTally(
  registry: Registry,
  { name, help, labelNames }: TallyOptions,
): (first: string, second: string) => void {
  const counts = new Map<string, Map<string, number>>();
  const [firstName, secondName] = labelNames;
  new Counter({
    name,
    help,
    labelNames,
    registers: [registry],
    collect() {
      this.reset();
      for (const [first, seconds] of counts) {
        for (const [second, count] of seconds) this.inc({ [firstName]: first, [secondName]: second }, count);
      }
    },
  });
  return (first, second) => {
    let seconds = counts.get(first);
    if (seconds === undefined) {
      seconds = new Map();
      counts.set(first, seconds);
    }
    seconds.set(second, (seconds.get(second) ?? 0) + 1);
  };
}
