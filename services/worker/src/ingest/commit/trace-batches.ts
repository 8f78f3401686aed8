import type { BatchOrigin, ClickColumns } from "@shunt/queue";
import type { Tracing } from "@shunt/runtime";
import type { PreparedBatch } from "./prepare-batch.ts";

type BatchHandler = (name: string, clicks: ClickColumns) => Promise<void>;

/** Runs a batch in a span whose parent is the span that sent it, linked to the spans of its visits. */
export function traceBatches(
  tracing: Tracing,
  handleBatch: BatchHandler,
): (name: string, clicks: ClickColumns, origin: BatchOrigin) => Promise<void> {
  return (name, clicks, { traceparent, visits }) => {
    if (!tracing.isSampled(traceparent)) return handleBatch(name, clicks);
    const attributes = {
      "messaging.system": "bullmq",
      "messaging.operation.type": "process",
      "messaging.message.id": name,
      "messaging.batch.message_count": clicks.count,
    };
    const options = {
      name: "process clicks",
      kind: "consumer",
      parent: traceparent,
      links: visits,
      attributes,
    } as const;
    return tracing.run(options, () => handleBatch(name, clicks));
  };
}

/**
 * Runs work for several batches in a span below the first traced batch, linked to the others. Without one it runs
 * outside of any span; otherwise it would appear in that of the first caller.
 */
export function traceGroup<T>(tracing: Tracing, batches: readonly PreparedBatch[], work: () => Promise<T>): Promise<T> {
  const [parent, ...links] = batches.flatMap(({ span }) => span ?? []);
  if (parent === undefined) return tracing.outside(work);
  return tracing.run({ name: "write clicks", parent, links, attributes: { "shunt.batches": batches.length } }, work);
}
