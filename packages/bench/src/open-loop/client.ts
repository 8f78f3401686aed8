import { json } from "node:stream/consumers";
import { percentile } from "../statistics.ts";
import { type RateOptions, sendAtRate } from "./send-at-rate.ts";

/** A process of its own, off the measured core. Reads options from the standard input and prints the result. */
const { latencies, tookMs, failures } = await sendAtRate((await json(process.stdin)) as RateOptions);
const result = {
  requests: latencies.length,
  perSecond: latencies.length / (tookMs / 1_000),
  p50Ms: percentile(latencies, 0.5),
  p99Ms: percentile(latencies, 0.99),
  failures,
};
process.stdout.write(JSON.stringify(result));
