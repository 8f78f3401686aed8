import { randomUUID } from "node:crypto";
import { Problem, type ProblemCode, problemMediaType, problems, toProblemBody } from "@shunt/contracts/problem";
import type { Reply } from "./send-reply.ts";

/** A problem for a request that does not reach the app. It ignores `Accept`. */
export function toPlainProblem(code: ProblemCode): Reply & { body: string } {
  const requestId = randomUUID();
  const body = JSON.stringify(toProblemBody(new Problem(code), requestId));
  const headers = {
    "Content-Type": problemMediaType,
    "Content-Length": String(Buffer.byteLength(body)),
    "Cache-Control": "no-store",
    "X-Request-ID": requestId,
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
  };
  return { status: problems[code].status, headers, body };
}
