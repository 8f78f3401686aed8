import { randomUUID } from "node:crypto";
import { type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { type Duplex, duplexPair } from "node:stream";
import type { ProblemCode } from "@shunt/contracts/problem";
import { encodeTarget } from "./encode-target.ts";
import { toPlainProblem } from "./plain-problem.ts";
import { toProblem } from "./reply.ts";
import { toResponse } from "./send-reply.ts";

/** Answers a request with an invalid host or path, the only error that can occur before the app runs. */
export function answerBadRequest(): Response {
  const reply = toProblem(
    { code: "malformed-request", requestId: randomUUID() },
    { accept: undefined, languages: "", domainRules: null },
  );
  return toResponse(reply, "GET");
}

/** An error with the bytes that Node was parsing, and its position in them. */
interface ClientError extends NodeJS.ErrnoException {
  rawPacket?: Buffer;
  bytesParsed?: number;
}

/**
 * Answers requests that Node's parser refuses, after the earlier requests of the same connection. A target with raw
 * bytes or spaces is percent-encoded and served. Other requests, and those refused again, get a problem. The connection
 * closes, because the start of the next request is unknown.
 */
export function answerClientErrors(server: Server): void {
  /** Refused connections, each with the connection that serves its encoded request, if there is one. */
  const refused = new WeakMap<Duplex, Duplex | undefined>();
  const internal = new WeakSet<Duplex>();

  server.on("clientError", (err: ClientError, socket: Socket) => {
    if (err.code === "ECONNRESET" || !socket.writable) {
      socket.destroy();
      return;
    }
    if (refused.has(socket)) {
      // The rest of the same request also arrives as errors.
      const connection = refused.get(socket);
      if (err.rawPacket && connection?.writable) forward(err.rawPacket, socket, connection);
      return;
    }
    const canEncode = isTargetError(err) && !internal.has(socket);
    const request = canEncode ? encodeTarget(err.rawPacket, err.bytesParsed) : undefined;
    const connection = request && connectInternally(server, socket, internal);
    refused.set(socket, connection);
    connection?.write(request);
    afterAnswers(socket, () => {
      // A client that never closes its half would keep the connection open.
      socket.once("finish", () => socket.destroy());
      if (connection) connection.pipe(socket);
      else endWithProblem(socket, toProblemCode(err));
    });
  });
}

/** Answers `CONNECT`, for which Node would close the connection without an answer. */
export function refuseTunnel(socket: Duplex): void {
  afterAnswers(socket, () => endWithProblem(socket, "method-not-allowed", ["Allow: GET, HEAD"]));
}

/** Sends a problem as the last answer of a connection. */
function endWithProblem(socket: Duplex, code: ProblemCode, fields: readonly string[] = []): void {
  const { status, headers, body } = toPlainProblem(code);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, "Connection: close", ...fields, ...lines];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}

/** Opens an in-memory connection to the server and returns the client's end. */
function connectInternally(server: Server, socket: Socket, internal: WeakSet<Duplex>): Duplex {
  const [client, connection] = duplexPair();
  internal.add(connection);
  Object.defineProperty(connection, "remoteAddress", { value: socket.remoteAddress });
  const end = () => {
    client.destroy();
    connection.destroy();
  };
  socket.once("close", end);
  client.once("error", end);
  connection.once("error", end);
  server.emit("connection", connection);
  return client;
}

/** Forwards the rest of a request with back-pressure. */
function forward(packet: Buffer, socket: Socket, connection: Duplex): void {
  if (connection.write(packet) || socket.isPaused()) return;
  socket.pause();
  connection.once("drain", () => socket.resume());
}

/** Waits for the answers to earlier requests on this connection. Node keeps the current one in `_httpMessage`. */
function afterAnswers(socket: Duplex & { _httpMessage?: ServerResponse | null }, then: () => void): void {
  const answer = socket._httpMessage;
  if (!answer) {
    if (socket.writable) then();
    return;
  }
  answer.once("close", () => afterAnswers(socket, then));
}

function isTargetError(err: ClientError): err is Required<ClientError> {
  const { code, rawPacket, bytesParsed } = err;
  return (
    (code === "HPE_INVALID_URL" || code === "HPE_INVALID_CONSTANT") &&
    rawPacket !== undefined &&
    bytesParsed !== undefined
  );
}

function toProblemCode({ code }: NodeJS.ErrnoException): ProblemCode {
  if (code === "HPE_HEADER_OVERFLOW") return "headers-too-large";
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return "request-timeout";
  return "malformed-request";
}
