import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { Problem, type ProblemCode, problemMediaType, problems, toProblemBody } from "@shunt/contracts";
import { toProblem } from "./reply.ts";

/** Answers a request whose host or path is none: the one thing that can go wrong before the app is asked. */
export function answerBadRequest(): Response {
  return toProblem("malformed-request", undefined, randomUUID());
}

/** Answers what is no request that HTTP knows, and closes the connection: nothing is known of where the next one begins. */
export function answerClientError(err: NodeJS.ErrnoException, socket: Duplex): void {
  if (err.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const code = toProblemCode(err);
  const requestId = randomUUID();
  const body = JSON.stringify(toProblemBody(new Problem(code), requestId));
  const { status } = problems[code];
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "Connection: close",
    `Content-Type: ${problemMediaType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Cache-Control: no-store",
    `X-Request-ID: ${requestId}`,
    "X-Robots-Tag: noindex",
    "X-Content-Type-Options: nosniff",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}

function toProblemCode({ code }: NodeJS.ErrnoException): ProblemCode {
  if (code === "HPE_HEADER_OVERFLOW") return "headers-too-large";
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return "request-timeout";
  return "malformed-request";
}
