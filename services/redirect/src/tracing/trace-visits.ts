import type { Tracing } from "@shunt/runtime";
import type { AppDeps } from "../http/app.ts";

type Told = Pick<AppDeps, "spool" | "metrics">;

/** What becomes of a visit that is traced stands with its span, and the span with its click. */
export function traceVisits(tracing: Tracing, { spool, metrics }: Told): Told {
  return {
    spool: {
      append(click) {
        const span = tracing.active();
        if (span === undefined) return spool.append(click);
        // The spool serves many visits: what it does later is not part of this one.
        tracing.outside(() => spool.append({ ...click, trace: tracing.toTraceparent(span) }));
      },
    },
    metrics: {
      answered(outcome, source, tookMs) {
        tracing.active()?.setAttributes({ "shunt.outcome": outcome, "shunt.source": source });
        metrics.answered(outcome, source, tookMs);
      },
    },
  };
}
