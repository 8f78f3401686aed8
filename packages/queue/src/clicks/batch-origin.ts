import type { ClickBatch } from "@shunt/contracts/clicks";

/** Where a batch comes from, as far as that was traced. */
export interface BatchOrigin {
  /** Within which it was sent. */
  traceparent: string | undefined;
  /** Of visits whose clicks are in it. */
  visits: readonly string[];
}

/** @param batch that has been parsed */
export function toBatchOrigin({ traceparent, traces = [], dictionary }: ClickBatch): BatchOrigin {
  return { traceparent, visits: traces.flatMap(index => dictionary[index] ?? []) };
}
