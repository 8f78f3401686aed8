import { type IncomingMessage, type RequestListener, type ServerResponse, STATUS_CODES } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Logger } from "@shunt/runtime";
import type { Spool } from "../spool/spool.ts";
import type { App } from "./app.ts";
import { answerBadRequest } from "./client-error.ts";
import { toPlainProblem } from "./plain-problem.ts";
import { type Reply, toResponse, writeHead } from "./send-reply.ts";

export interface ListenerDeps {
  spool: Pick<Spool, "written" | "whenWritten">;
  /** Host of requests without one. */
  hostname: string;
  log: Logger;
}

/**
 * Sends the replies of the app once the clicks of their event loop tick are written, with one write for all of them. Most
 * requests do without the objects of the fetch API, which would cost more than the decision. Hono's adapter checks the
 * host and the target of the others, and reads the bodies of other methods.
 */
export function createListener(app: App, { spool, hostname, log }: ListenerDeps): RequestListener {
  const adapter = createAdapter(app, { spool, hostname, log });

  function send(reply: Reply, request: IncomingMessage, response: ServerResponse): void {
    writeHead(reply, request, response);
    spool.whenWritten(() => response.end(reply.body));
  }

  function fail(err: unknown, response: ServerResponse): void {
    const { status, headers, body } = toFailure(err, log);
    if (response.headersSent) response.destroy();
    // An earlier attempt may have left the text of its own status.
    else response.writeHead(status, STATUS_CODES[status], headers).end(body);
  }

  return (request, response) => {
    if (!isPlain(request)) return adapter(request, response);
    try {
      const reply = app(request);
      if (reply instanceof Promise)
        reply.then(resolved => send(resolved, request, response)).catch(err => fail(err, response));
      else send(reply, request, response);
    } catch (err) {
      fail(err, response);
    }
  };
}

/** A listener that lets Hono's adapter check and answer all requests. */
export function createAdapter(app: App, { spool, hostname, log }: ListenerDeps): RequestListener {
  const hold = (response: Response) => spool.written()?.then(() => response) ?? response;
  return getRequestListener(
    (_request, env) => {
      const incoming = env.incoming as IncomingMessage;
      const send = (reply: Reply) => hold(toResponse(reply, incoming.method));
      const fail = (err: unknown) => toResponse(toFailure(err, log), incoming.method);
      try {
        const reply = app(incoming);
        return reply instanceof Promise ? reply.then(send).catch(fail) : send(reply);
      } catch (err) {
        return fail(err);
      }
    },
    { hostname, errorHandler: answerBadRequest },
  );
}

function toFailure(err: unknown, log: Logger): Reply {
  log.error({ err }, "redirect failed");
  return toPlainProblem("internal");
}

/**
 * Hosts that the adapter accepts with any target: names and IPv4 addresses in lower case, with a usual port. A URL can
 * neither have a name that ends in another number, nor every name that is encoded for other scripts.
 */
const plainHost =
  /^(?!.*xn--)(?:(?:[a-z0-9_-]*\.)*[a-z_-][a-z0-9_-]*|(?:(?:\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])(?:\.(?!:|$)|(?=:|$))){4})(?::(?:[1-5]\d{3,4}|[6-9]\d{3}))?$/;

/** Whether the adapter would accept the request as it is, and has no body to read. */
export function isPlain({
  method,
  url,
  headers: { host },
}: Pick<IncomingMessage, "method" | "url" | "headers">): boolean {
  if ((method !== "GET" && method !== "HEAD") || !url?.startsWith("/") || url.includes("\\")) return false;
  return host !== undefined && plainHost.test(host);
}
