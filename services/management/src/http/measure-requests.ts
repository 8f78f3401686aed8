import { type Operation, operations } from "@shunt/contracts/operations";
import type { RequestHandler, Response } from "express";
import type { ManagementMetrics } from "../management-metrics.ts";

interface Measured {
  name: string;
  /** Streams are not timed, because their clients decide how long they last. */
  isStream: boolean;
}

const known = new Map<Operation, Measured>(
  Object.entries<Operation>(operations).map(([name, operation]) => [
    operation,
    { name, isStream: operation.success.mediaTypes?.includes("text/event-stream") ?? false },
  ]),
);
const other: Measured = { name: "other", isStream: false };

/** Counts every request with its outcome and duration, once the response ends or the client disconnects. */
export function measureRequests({ answered }: ManagementMetrics): RequestHandler {
  return (_req, res, next) => {
    const startedAt = performance.now();
    res.once("close", () => {
      const { name, isStream } = (res.locals.measured as Measured | undefined) ?? other;
      const tookMs = isStream ? undefined : performance.now() - startedAt;
      answered(name, res.headersSent ? toStatusClass(res.statusCode) : "none", tookMs);
    });
    next();
  };
}

export function nameOperation(res: Response, operation: Operation): void {
  res.locals.measured = known.get(operation);
}

function toStatusClass(status: number): string {
  return `${Math.trunc(status / 100)}xx`;
}
