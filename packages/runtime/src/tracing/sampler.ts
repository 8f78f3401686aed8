import type { SpanContext } from "@opentelemetry/api";
import type { TracingConfig } from "./settings.ts";

type Sampling = Pick<TracingConfig, "sampler" | "ratio">;

const sampled = 1;
/** Any client can request tracing with a header, and traces cost resources. Requests beyond this rate are not traced. */
const maxRequestedPerSecond = 100;
/** Hexadecimal digits of a trace id that a JavaScript number holds exactly (52 bits). */
const idDigits = 13;

/** Creates a function that decides, before any span exists, whether to trace. @param now milliseconds */
export function createSampler(
  { sampler, ratio: configured }: Sampling,
  now: () => number,
): (parent: SpanContext | undefined) => boolean {
  const isParentBased = sampler.startsWith("parentbased_");
  const ratio = sampler.endsWith("always_on") ? 1 : sampler.endsWith("always_off") ? 0 : configured;
  let requested = 0;
  let since = now();

  function isWithinLimit(): boolean {
    if (now() - since >= 1_000) {
      since = now();
      requested = 0;
    }
    requested += 1;
    return requested <= maxRequestedPerSecond;
  }

  return parent => {
    if (parent === undefined) return Math.random() < ratio;
    if (isParentBased) return (parent.traceFlags & sampled) !== 0 && isWithinLimit();
    // Decides by the trace id, so that all services of a trace decide alike.
    return Number.parseInt(parent.traceId.slice(-idDigits), 16) < ratio * 16 ** idDigits;
  };
}
