import type { Tracing } from "@shunt/runtime";
import type { AppDeps } from "../http/app.ts";

type Recorders = Pick<AppDeps, "spool" | "metrics">;

/** Adds outcome and source to the span of a traced visit, and the span to its click. */
export function traceVisits(tracing: Tracing, { spool, metrics }: Recorders): Recorders {
  return {
    spool: {
      append(click) {
        const span = tracing.active();
        if (span === undefined) return spool.append(click);
        // The spool batches many visits, so its work belongs to no visit's span.
        tracing.outside(() => spool.append({ ...click, trace: tracing.toTraceparent(span) }));
      },
    },
    metrics: {
      clickCounted: metrics.clickCounted,
      answered(outcome, source, tookMs) {
        tracing.active()?.setAttributes({ "shunt.outcome": outcome, "shunt.source": source });
        metrics.answered(outcome, source, tookMs);
      },
    },
  };
}
