import { isClickHouseUnavailable } from "@shunt/clickhouse";
import { Problem, problemMediaType, problems, toProblemBody } from "@shunt/contracts/problem";
import { isRefusedValue, isUnavailable, isWorkspaceGone } from "@shunt/db";
import { LaneFull, type Logger } from "@shunt/runtime";
import type { ErrorRequestHandler, Request, Response } from "express";
import { requestIdOf } from "./request-id.ts";
import { servedOf } from "./served.ts";
import { toLoggedPath } from "./to-logged-path.ts";

const unavailableForSeconds = 2;

/** Converts every error to a response. Internal details are logged, and the client gets "internal". */
export function handleProblem(log: Logger): ErrorRequestHandler {
  return (err: unknown, req, res, next) => {
    if (res.headersSent) return next(err);
    const problem = beginProblem(log, err, req, res);
    res.type(problemMediaType).send(JSON.stringify(toProblemBody(problem, requestIdOf(res))));
  };
}

/** Logs server errors, sets status and headers, and returns the Problem for the body in any format. */
export function beginProblem(log: Logger, err: unknown, req: Request, res: Response): Problem {
  const problem = toProblem(err);
  servedOf(res).problem = problem.code;
  const { status } = problems[problem.code];
  // Metrics count full lanes. A log line for each would add to the load.
  if (status >= 500 && !(err instanceof LaneFull))
    log.error({ err, request_id: requestIdOf(res), method: req.method, path: toLoggedPath(req.path) }, problem.code);
  if (isRefusedValue(err))
    log.warn({ err, request_id: requestIdOf(res), path: toLoggedPath(req.path) }, "value refused by the database");
  if (status === 401) res.setHeader("WWW-Authenticate", 'Bearer realm="shunt"');
  const retryAfterSeconds = problem.retryAfterSeconds ?? (status === 503 ? unavailableForSeconds : undefined);
  if (retryAfterSeconds !== undefined) res.setHeader("Retry-After", retryAfterSeconds);
  res.status(status).setHeader("Cache-Control", "no-store");
  return problem;
}

/** Converts any error to the Problem that the client gets. */
export function toProblem(err: unknown): Problem {
  if (err instanceof Problem) return err;
  if (err instanceof LaneFull) {
    const { reach, message, retryAfterSeconds } = err;
    return new Problem(reach === "owner" ? "rate-limited" : "unavailable", message, { cause: err, retryAfterSeconds });
  }
  if (isUnavailable(err) || isClickHouseUnavailable(err)) return new Problem("unavailable", undefined, { cause: err });
  if (isWorkspaceGone(err)) return new Problem("workspace-not-found", undefined, { cause: err });
  if (isRefusedValue(err))
    return new Problem("validation-failed", "A value contains characters that cannot be stored", { cause: err });
  return fromExpress(err as { status?: unknown; type?: unknown });
}

/** Errors of Express have a status, those of its body parser also a type. */
function fromExpress({ status, type }: { status?: unknown; type?: unknown }): Problem {
  if (type === "entity.parse.failed") return new Problem("malformed-json");
  if (status === 413) return new Problem("body-too-large");
  if (status === 415) return new Problem("unsupported-media-type");
  if (typeof status === "number" && status >= 400 && status < 500) return new Problem("malformed-request");
  return new Problem("internal");
}
