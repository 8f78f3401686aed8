import { randomUUID } from "node:crypto";
import type { RequestListener, Server } from "node:http";
import { Problem, type ProblemCode, problemMediaType, toProblemBody } from "@shunt/contracts/problem";
import { createHttpServer, type EarlyRefusal } from "@shunt/runtime";

/** A large body can take two minutes; the rest is for waiting in its lane. */
const requestTimeoutMs = 180_000;
const maxConnections = 5_000;

const codes: Record<EarlyRefusal, ProblemCode> = {
  400: "malformed-request",
  408: "request-timeout",
  431: "headers-too-large",
};

/** The HTTP server of the API. It answers requests that are not valid HTTP with a problem too. */
export function createPublicServer(app: RequestListener): Server {
  return createHttpServer(app, {
    maxConnections,
    requestTimeout: requestTimeoutMs,
    toRefusal: status => ({
      type: problemMediaType,
      body: JSON.stringify(toProblemBody(new Problem(codes[status]), randomUUID())),
    }),
  });
}
