import { performance } from "node:perf_hooks";
import type { RequestHandler } from "express";
import { v7 as uuidv7 } from "uuid";
import { onceClosed, requestIdOf, type Served, servedOf } from "../http/index.ts";
import type { RequestRecorder } from "./request-recorder.ts";

/** Records each request with an API key, once its response ends or its client leaves. */
export function recordRequests(recorder: Pick<RequestRecorder, "record">): RequestHandler {
  return (_req, res, next) => {
    const [at, startedAt] = [new Date(), performance.now()];
    onceClosed(res, () => {
      const { operation, keyId, problem } = servedOf(res);
      if (!operation || keyId === undefined) return;
      recorder.record({
        id: uuidv7({ msecs: at.getTime() }),
        keyId,
        at,
        method: operation.method.toUpperCase(),
        path: toPattern(operation),
        status: res.headersSent ? res.statusCode : undefined,
        durationMs: Math.round(performance.now() - startedAt),
        problem,
        requestId: requestIdOf(res),
      });
    });
    next();
  };
}

/** As `/openapi.json` writes paths. */
function toPattern({ path }: NonNullable<Served["operation"]>): string {
  return path.replaceAll(/:(\w+)/g, "{$1}");
}
