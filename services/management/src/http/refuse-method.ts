import type { Operation } from "@shunt/contracts/operations";
import { Problem } from "@shunt/contracts/problem";
import type { Express, RequestHandler } from "express";
import { toPaths } from "./serve.ts";

/**
 * Answers `OPTIONS` on every path with its methods (RFC 9110, 9.3.7), and other methods with 405 and the same list (15.5.6). Must be
 * added after all routes.
 */
export function refuseOtherMethods(app: Express, served: readonly Operation[]): void {
  const methodsOf = Map.groupBy(
    served.flatMap(operation => toPaths(operation).map(path => ({ path, method: operation.method.toUpperCase() }))),
    ({ path }) => path,
  );
  // Paths with parameters come last, because they also match paths with a name in that place.
  const byParameters = [...methodsOf].sort(([one], [other]) => one.split(":").length - other.split(":").length);
  for (const [path, ofPath] of byParameters) {
    const methods = ofPath.map(({ method }) => method);
    const allow = [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
    app.all(path, answerOtherMethods(allow));
  }
}

/** @param allow methods of the path, including `OPTIONS` */
export function answerOtherMethods(allow: string): RequestHandler {
  return (req, res) => {
    res.setHeader("Allow", allow);
    if (req.method !== "OPTIONS") throw new Problem("method-not-allowed");
    res.status(204).end();
  };
}
