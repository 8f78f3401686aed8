import { type Operation, operations } from "@shunt/contracts/operations";
import type { RequestHandler, Response } from "express";
import type { ManagementMetrics } from "../management-metrics.ts";

interface Measured {
  name: string;
  /** What is sent for as long as somebody listens says nothing about how fast anything is. */
  isStream: boolean;
}

const known = new Map<Operation, Measured>(
  Object.entries<Operation>(operations).map(([name, operation]) => [
    operation,
    { name, isStream: operation.success.mediaTypes?.includes("text/event-stream") ?? false },
  ]),
);
const other: Measured = { name: "other", isStream: false };

/** Counts every request with its outcome and time once it is answered, or its client has gone. */
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

/** Tells which operation is being answered. */
export function nameOperation(res: Response, operation: Operation): void {
  res.locals.measured = known.get(operation);
}

function toStatusClass(status: number): string {
  return `${Math.trunc(status / 100)}xx`;
}
