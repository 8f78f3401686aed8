import type { ClickBatch } from "@shunt/contracts/clicks";
import { type Receipt, toBatchOrigin } from "@shunt/queue";
import type { Tracing } from "@shunt/runtime";

type Ship = (name: string, batch: ClickBatch) => Promise<Receipt>;

/** Traces the shipping of batches with clicks of traced visits, and passes the trace to the worker. */
export function traceShipping(tracing: Tracing, ship: Ship): Ship {
  return (name, batch) => {
    const { visits } = toBatchOrigin(batch);
    if (visits.length === 0) return ship(name, batch);
    const attributes = {
      "messaging.system": "bullmq",
      "messaging.operation.type": "send",
      "messaging.message.id": name,
      "messaging.batch.message_count": batch.count,
    };
    return tracing.run({ name: "send clicks", kind: "producer", links: visits, attributes }, span =>
      ship(name, { ...batch, traceparent: tracing.toTraceparent(span) }),
    );
  };
}
