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

/** Statuses of requests that are rejected before the listener runs. */
export type EarlyRefusal = 400 | 408 | 431;

export interface HttpServerOptions {
  /** Further connections are closed at once. */
  maxConnections: number;
  /** Limit for a request to arrive with its body (ms). Responses have no limit. */
  requestTimeout: number;
  /** Returns the body of a rejection. */
  toRefusal: (status: EarlyRefusal) => { type: string; body: string };
}

/** Idle connections stay open longer than proxies keep theirs, so that the proxy closes first and loses no request. */
const defaults: ServerOptions = {
  headersTimeout: 10_000,
  keepAliveTimeout: 75_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16_384,
};

/**
 * Creates an HTTP server that limits everything a client may hold open. It rejects bytes that are not HTTP, and requests with more
 * than one `Host` (RFC 9112, 3.2), after sending the responses to earlier requests of the connection.
 *
 * @param timing replaces the default times (ms), for tests
 */
export function createHttpServer(
  listener: RequestListener,
  { maxConnections, requestTimeout, toRefusal }: HttpServerOptions,
  timing: Pick<ServerOptions, "headersTimeout" | "connectionsCheckingInterval"> = {},
): Server {
  const last = new WeakMap<Duplex, Exchange>();
  const failed = new WeakSet<Duplex>();
  const onRequest: RequestListener = (req, res) => {
    last.set(req.socket, { req, res, before: last.get(req.socket)?.res });
    if (hasManyHosts(req)) refuseAnswer(res, toRefusal(400));
    else listener(req, res);
  };
  const server = createServer({ ...defaults, requestTimeout, ...timing }, onRequest);
  server.maxConnections = maxConnections;
  // Lets the listener reject a request with `Expect: 100-continue` before its body is sent (RFC 9110, 10.1.1).
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
  /** The response to the previous request of the connection. */
  before: ServerResponse | undefined;
}

/** Returns the response that must be sent before a rejection. An incomplete request is itself the one to reject. */
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
