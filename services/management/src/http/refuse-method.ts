import type { Operation } from "@shunt/contracts/operations";
import { Problem } from "@shunt/contracts/problem";
import type { Express, RequestHandler } from "express";
import { toPaths } from "./serve.ts";

/**
 * Answers `OPTIONS` on a path that exists with the methods that it has (RFC 9110, 9.3.7), and other methods with 405 and the same
 * (15.5.6). After all routes.
 */
export function refuseOtherMethods(app: Express, served: readonly Operation[]): void {
  const methodsOf = Map.groupBy(
    served.flatMap(operation => toPaths(operation).map(path => ({ path, method: operation.method.toUpperCase() }))),
    ({ path }) => path,
  );
  // A path with a parameter also matches paths with a name in its place.
  const byParameters = [...methodsOf].sort(([one], [other]) => one.split(":").length - other.split(":").length);
  for (const [path, ofPath] of byParameters) {
    const methods = ofPath.map(({ method }) => method);
    const allow = [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
    app.all(path, answerOtherMethods(allow));
  }
}

/** @param allow what the path has, `OPTIONS` included */
export function answerOtherMethods(allow: string): RequestHandler {
  return (req, res) => {
    res.setHeader("Allow", allow);
    if (req.method !== "OPTIONS") throw new Problem("method-not-allowed");
    res.status(204).end();
  };
}
