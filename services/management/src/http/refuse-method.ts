import { type Operation, Problem } from "@shunt/contracts";
import type { Express } from "express";
import { toPaths } from "./serve.ts";

/** Answers other methods on a path that exists with 405 and those that it has (RFC 9110, 15.5.6). After all routes. */
export function refuseOtherMethods(app: Express, served: readonly Operation[]): void {
  const methodsOf = Map.groupBy(
    served.flatMap(operation => toPaths(operation).map(path => ({ path, method: operation.method.toUpperCase() }))),
    ({ path }) => path,
  );
  for (const [path, ofPath] of methodsOf) {
    const methods = ofPath.map(({ method }) => method);
    const allow = [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
    app.all(path, (_req, res) => {
      res.setHeader("Allow", allow);
      throw new Problem("method-not-allowed");
    });
  }
}
