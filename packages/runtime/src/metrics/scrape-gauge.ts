import { Gauge, type Registry } from "prom-client";

/** The value of the gauge, or values by label. */
type Reading = number | Readonly<Record<string, number>>;

export interface ScrapeGauge {
  name: string;
  help: string;
  /** Required if `read` returns a record. */
  label?: string;
  read: () => Reading | undefined | Promise<Reading | undefined>;
  /** How to combine the values of a cluster's processes; default `sum`. */
  aggregator?: "sum" | "max" | "min";
  /** Called with the error when `read` fails. Without it, the scrape fails. */
  onUnknown?: (err: unknown) => void;
}

/** Adds a gauge that is read at each scrape, and left out while its value is unknown. */
export function addScrapeGauge(
  registry: Registry,
  { name, help, label, read, aggregator = "sum", onUnknown }: ScrapeGauge,
): void {
  const readNow = async () => {
    try {
      return await read();
    } catch (err) {
      if (!onUnknown) throw err;
      onUnknown(err);
      return undefined;
    }
  };
  new Gauge({
    name,
    help,
    labelNames: label === undefined ? [] : [label],
    registers: [registry],
    aggregator,
    async collect() {
      const reading = await readNow();
      if (label !== undefined) this.reset();
      if (reading === undefined) {
        // `reset` would set it to 0.
        if (label === undefined) this.remove();
      } else if (typeof reading === "number") this.set(reading);
      else for (const [value, count] of Object.entries(reading)) this.set({ [String(label)]: value }, count);
    },
  });
}
