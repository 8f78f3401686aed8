import type { Metric, Registry } from "prom-client";

export interface FastHistogramOptions {
  name: string;
  help: string;
  /** The label's values must form a small closed set. */
  labelName: string;
  /** Upper bounds of the buckets, ascending. */
  buckets: readonly number[];
  registry: Registry;
}

interface Series {
  /** One per bucket, and a last one for values above all bounds. */
  counts: number[];
  sum: number;
}

/**
 * A Prometheus histogram for hot paths. An observation costs a few comparisons and an addition; cumulative buckets are computed at
 * each scrape.
 */
export class FastHistogram {
  readonly #options: FastHistogramOptions;
  readonly #series = new Map<string, Series>();

  constructor(options: FastHistogramOptions) {
    this.#options = options;
    const { name, help, registry } = options;
    const metric = { name, help, type: "histogram", aggregator: "sum", get: async () => this.#read(), reset() {} };
    // prom-client's types require more of a metric than its code uses.
    registry.registerMetric(metric as unknown as Metric);
  }

  observe(label: string, value: number): void {
    let series = this.#series.get(label);
    if (series === undefined) {
      series = { counts: new Array<number>(this.#options.buckets.length + 1).fill(0), sum: 0 };
      this.#series.set(label, series);
    }
    const { buckets } = this.#options;
    let bucket = 0;
    while (bucket < buckets.length && value > (buckets[bucket] as number)) bucket += 1;
    series.counts[bucket] = (series.counts[bucket] as number) + 1;
    series.sum += value;
  }

  #read() {
    const { name, help } = this.#options;
    const values = [...this.#series].flatMap(([label, series]) => this.#toValues(label, series));
    return { name, help, type: "histogram", aggregator: "sum", values };
  }

  #toValues(label: string, { counts, sum }: Series) {
    const { name, labelName, buckets } = this.#options;
    let total = 0;
    const cumulative = counts.map((count, i) => {
      total += count;
      return { metricName: `${name}_bucket`, labels: { [labelName]: label, le: buckets[i] ?? "+Inf" }, value: total };
    });
    const labels = { [labelName]: label };
    return [
      ...cumulative,
      { metricName: `${name}_sum`, labels, value: sum },
      { metricName: `${name}_count`, labels, value: total },
    ];
  }
}
