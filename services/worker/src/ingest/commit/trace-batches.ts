import type { Click } from "@shunt/contracts/clicks";
import type { BatchOrigin } from "@shunt/queue";
import type { Tracing } from "@shunt/runtime";
import type { PreparedBatch } from "./prepare-batch.ts";

type BatchHandler = (name: string, clicks: readonly Click[]) => Promise<void>;

/** Gives a batch a span, below that of its sending and linked to those of the visits. */
export function traceBatches(
  tracing: Tracing,
  handleBatch: BatchHandler,
): (name: string, clicks: readonly Click[], origin: BatchOrigin) => Promise<void> {
  return (name, clicks, { traceparent, visits }) => {
    if (!tracing.isChosen(traceparent)) return handleBatch(name, clicks);
    const attributes = {
      "messaging.system": "bullmq",
      "messaging.operation.type": "process",
      "messaging.message.id": name,
      "messaging.batch.message_count": clicks.length,
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
 * Gives what several batches share a span, below that of the first of them that is traced and linked to the others. Without one
 * it would stand wherever the first batch of all stood.
 */
export function traceGroup<T>(tracing: Tracing, batches: readonly PreparedBatch[], work: () => Promise<T>): Promise<T> {
  const [parent, ...links] = batches.flatMap(({ span }) => span ?? []);
  if (parent === undefined) return tracing.outside(work);
  return tracing.run({ name: "write clicks", parent, links, attributes: { "shunt.batches": batches.length } }, work);
}
