import { randomUUID } from "node:crypto";
import { type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { type Duplex, duplexPair } from "node:stream";
import type { ProblemCode } from "@shunt/contracts/problem";
import { encodeTarget } from "./encode-target.ts";
import { toPlainProblem } from "./plain-problem.ts";
import { toProblem } from "./reply.ts";

/** Answers a request with a host or a path that is none: the one thing that can go wrong before the app is asked. */
export function answerBadRequest(): Response {
  return toProblem("malformed-request", undefined, randomUUID());
}

/** What Node adds to the error: the bytes it was reading, and how far it came. */
interface ClientError extends NodeJS.ErrnoException {
  rawPacket?: Buffer;
  bytesParsed?: number;
}

/**
 * Answers what Node's parser refuses. Requests before it on the same connection get their answers first. A target with raw bytes or
 * blanks, as sloppy clients send, is encoded and served; anything else is a problem, and the connection is closed, as it is
 * unknown where the next request begins. A request is encoded once: what is refused again gets the problem.
 */
export function answerClientErrors(server: Server): void {
  /** Connections that were refused, with the way on for those whose request was encoded. */
  const refused = new WeakMap<Duplex, Duplex | undefined>();
  /** Connections that `serve` made. */
  const made = new WeakSet<Duplex>();

  server.on("clientError", (err: ClientError, socket: Socket) => {
    if (err.code === "ECONNRESET" || !socket.writable) {
      socket.destroy();
      return;
    }
    if (refused.has(socket)) {
      // The rest of the same request arrives as errors as well.
      const encoded = refused.get(socket);
      if (err.rawPacket && encoded?.writable) pass(err.rawPacket, socket, encoded);
      return;
    }
    const canEncode = isTargetError(err) && !made.has(socket);
    const request = canEncode ? encodeTarget(err.rawPacket, err.bytesParsed) : undefined;
    const served = request && serve(server, socket, made);
    refused.set(socket, served);
    served?.write(request);
    afterAnswers(socket, () => {
      // A client that keeps its half open would hold the connection for good.
      socket.once("finish", () => socket.destroy());
      if (served) served.pipe(socket);
      else socket.end(toAnswer(toProblemCode(err)));
    });
  });
}

/** Passes bytes to the server as if they came on a connection of their own, and returns the client's end of it. */
function serve(server: Server, socket: Socket, made: WeakSet<Duplex>): Duplex {
  const [client, connection] = duplexPair();
  made.add(connection);
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

/** Passes the rest of a request on, and reads no more from the socket than is taken. */
function pass(packet: Buffer, socket: Socket, encoded: Duplex): void {
  if (encoded.write(packet) || socket.isPaused()) return;
  socket.pause();
  encoded.once("drain", () => socket.resume());
}

/** Waits for the answers to requests that came before on this connection; Node keeps the one that is under way on the socket. */
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

function toAnswer(code: ProblemCode): string {
  const { status, headers, body } = toPlainProblem(code);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, "Connection: close", ...lines, "", body].join("\r\n");
}

function toProblemCode({ code }: NodeJS.ErrnoException): ProblemCode {
  if (code === "HPE_HEADER_OVERFLOW") return "headers-too-large";
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return "request-timeout";
  return "malformed-request";
}
