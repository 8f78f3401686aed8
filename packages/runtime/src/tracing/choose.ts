import type { SpanContext } from "@opentelemetry/api";
import type { TracingConfig } from "./settings.ts";

type Sampling = Pick<TracingConfig, "sampler" | "ratio">;

const sampled = 1;
/** Anybody can ask for being traced, and it is not free: beyond so many in a second nobody is heeded. */
const maxAskedInSecond = 100;
/** So many hexadecimal digits of a trace's id are a number without loss. */
const idDigits = 13;

/** Decides what is traced, before anything of it is made: most of what comes is not. @param now milliseconds */
export function createChoice(
  { sampler, ratio: configured }: Sampling,
  now: () => number,
): (parent: SpanContext | undefined) => boolean {
  const isParentBased = sampler.startsWith("parentbased_");
  const ratio = sampler.endsWith("always_on") ? 1 : sampler.endsWith("always_off") ? 0 : configured;
  let asked = 0;
  let since = now();

  function mayAsk(): boolean {
    if (now() - since >= 1_000) {
      since = now();
      asked = 0;
    }
    asked += 1;
    return asked <= maxAskedInSecond;
  }

  return parent => {
    if (parent === undefined) return Math.random() < ratio;
    if (isParentBased) return (parent.traceFlags & sampled) !== 0 && mayAsk();
    // By the id, so that every service through which a trace passes comes to the same.
    return Number.parseInt(parent.traceId.slice(-idDigits), 16) < ratio * 16 ** idDigits;
  };
}
