import { type Operation, operations } from "@shunt/contracts/operations";
import type { RequestHandler } from "express";
import type { ManagementMetrics } from "../management-metrics.ts";
import { onceClosed } from "./once-closed.ts";
import { servedOf } from "./served.ts";

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
    onceClosed(res, () => {
      const { operation } = servedOf(res);
      const { name, isStream } = (operation && known.get(operation)) ?? other;
      const tookMs = isStream ? undefined : performance.now() - startedAt;
      answered(name, res.headersSent ? toStatusClass(res.statusCode) : "none", tookMs);
    });
    next();
  };
}

function toStatusClass(status: number): string {
  return `${Math.trunc(status / 100)}xx`;
}
