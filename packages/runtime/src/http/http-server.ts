import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
  STATUS_CODES,
} from "node:http";
import type { Duplex } from "node:stream";

/** Statuses of what is refused before any listener is called. */
export type EarlyRefusal = 400 | 408 | 431;

export interface HttpServerOptions {
  /** Connections at once; more are closed as they come. */
  maxConnections: number;
  /** How long a request may take to arrive with its body; answers may take any time (ms). */
  requestTimeout: number;
  /** The body of a refusal. */
  toRefusal: (status: EarlyRefusal) => { type: string; body: string };
}

/** An idle connection is kept longer than the proxies in front keep theirs, so that they are the ones to close it. */
const usual: ServerOptions = {
  headersTimeout: 10_000,
  keepAliveTimeout: 75_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16_384,
};

/**
 * An HTTP server with bounds for everything that a client may hold open. Bytes that are not HTTP, and requests with more than one
 * `Host` (RFC 9112, 3.2), are refused; answers to earlier requests of the same connection leave first.
 *
 * @param timing replaces the usual times (ms), for tests
 */
export function createHttpServer(
  listener: RequestListener,
  { maxConnections, requestTimeout, toRefusal }: HttpServerOptions,
  timing: Pick<ServerOptions, "headersTimeout" | "connectionsCheckingInterval"> = {},
): Server {
  const last = new WeakMap<Duplex, Exchange>();
  const failed = new WeakSet<Duplex>();
  const onRequest = (req: IncomingMessage, res: ServerResponse) => {
    last.set(req.socket, { req, res, before: last.get(req.socket)?.res });
    if (hasManyHosts(req)) refuseAnswer(res, toRefusal(400));
    else listener(req as never, res as never);
  };
  const server = createServer({ ...usual, requestTimeout, ...timing }, onRequest);
  server.maxConnections = maxConnections;
  // A client that asks before it sends its body gets its refusal instead of a go-ahead (RFC 9110, 10.1.1).
  server.on("checkContinue", onRequest);
  server.on("clientError", (err: NodeJS.ErrnoException, socket) => {
    if (failed.has(socket)) return;
    failed.add(socket);
    if (err.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
    socket.pause();
    const refuse = () => refuseSocket(socket, toStatus(err), toRefusal);
    const { open, isBegun } = toOpenAnswer(last.get(socket));
    if (open) open.once("close", refuse);
    else if (isBegun) socket.destroy();
    else refuse();
  });
  return server;
}

interface Exchange {
  req: IncomingMessage;
  res: ServerResponse;
  /** To the request before it on the same connection. */
  before: ServerResponse | undefined;
}

/** The answer that must leave before a refusal, if there is one. A request that has not arrived whole is the one to be refused. */
function toOpenAnswer(exchange: Exchange | undefined): { open?: ServerResponse | undefined; isBegun?: boolean } {
  if (!exchange) return {};
  const { req, res, before } = exchange;
  if (req.complete) return { open: res.closed ? undefined : res };
  return { open: before?.closed ? undefined : before, isBegun: res.headersSent };
}

function hasManyHosts({ rawHeaders }: IncomingMessage): boolean {
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) if (rawHeaders[i]?.toLowerCase() === "host") hosts++;
  return hosts > 1;
}

function refuseAnswer(res: ServerResponse, { type, body }: { type: string; body: string }): void {
  res.writeHead(400, { "Content-Type": type, "Cache-Control": "no-store", Connection: "close" }).end(body);
}

function refuseSocket(socket: Duplex, status: EarlyRefusal, toRefusal: HttpServerOptions["toRefusal"]): void {
  if (!socket.writable) return void socket.destroy();
  const { type, body } = toRefusal(status);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "Connection: close",
    `Content-Type: ${type}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Cache-Control: no-store",
    "X-Content-Type-Options: nosniff",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
}

function toStatus({ code }: NodeJS.ErrnoException): EarlyRefusal {
  if (code === "HPE_HEADER_OVERFLOW") return 431;
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return 408;
  return 400;
}
