import type { ClickBatch } from "@shunt/contracts/clicks";

/** Trace context of a batch, as far as it was traced. */
export interface BatchOrigin {
  /** Span that sent the batch. */
  traceparent: string | undefined;
  /** Spans of traced visits in the batch. */
  visits: readonly string[];
}

/** @param batch a parsed batch */
export function toBatchOrigin({ traceparent, traces = [], dictionary }: ClickBatch): BatchOrigin {
  return { traceparent, visits: traces.flatMap(index => dictionary[index] ?? []) };
}
