import { type Operation, operations, Problem } from "@shunt/contracts";
import type { Express } from "express";

/** Answers other methods on a path that exists with 405 and those that it has (RFC 9110, 15.5.6). After all routes. */
export function refuseOtherMethods(app: Express): void {
  const byPath = Map.groupBy(Object.values<Operation>(operations), operation => operation.path);
  for (const [path, ofPath] of byPath) {
    const methods = ofPath.map(({ method }) => method.toUpperCase());
    const allow = [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
    app.all(path, (_req, res) => {
      res.setHeader("Allow", allow);
      throw new Problem("method-not-allowed");
    });
  }
}
