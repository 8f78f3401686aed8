import type { IncomingMessage } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import { defaultDomainId, isShortCode, Problem, type ProblemCode, stripPastedPunctuation } from "@shunt/contracts";
import { type ClientAddress, type Logger, toRequestId } from "@shunt/runtime";
import { type Context, Hono } from "hono";
import { decide } from "../links/decide.ts";
import type { LinkResolver, Resolved } from "../links/link-resolver.ts";
import type { RedirectMetrics } from "../redirect-metrics.ts";
import type { Spool } from "../spool/spool.ts";
import { toProblem, toRedirect } from "./reply.ts";
import { toClick } from "./to-click.ts";

type Env = { Bindings: HttpBindings };

export interface AppDeps {
  resolver: Pick<LinkResolver, "resolve">;
  spool: Pick<Spool, "append">;
  clientAddress: ClientAddress;
  metrics: RedirectMetrics;
  log: Logger;
  now: () => number;
}

/**
 * The public face: `GET` and `HEAD /:code`, and nothing else. Headers are read from Node's own request: those of the
 * fetch API would be made anew for every click.
 */
export function createApp(deps: AppDeps): Hono<Env> {
  const app = new Hono<Env>();
  // The only route: Hono answers without a promise where just one handler fits.
  app.get("/:code", c => visit(c, deps));
  app.notFound(c => refuse(c, deps, isReading(c.req.method) ? "link-not-found" : "method-not-allowed"));
  app.onError((err, c) => {
    if (err instanceof Problem) return refuse(c, deps, err.code);
    deps.log.error({ err }, "redirect failed");
    return refuse(c, deps, "internal");
  });
  return app;
}

function isReading(method: string): boolean {
  return method === "GET" || method === "HEAD";
}

function visit(c: Context<Env>, deps: AppDeps): Response | Promise<Response> {
  const code = stripPastedPunctuation(c.req.param("code") ?? "");
  if (!isShortCode(code)) return refuse(c, deps, "link-not-found");
  const resolved = deps.resolver.resolve(defaultDomainId, code);
  // A hit in memory is answered in the same tick.
  if (resolved instanceof Promise) return resolved.then(late => answer(c.env.incoming, deps, late));
  return answer(c.env.incoming, deps, resolved);
}

function answer(request: IncomingMessage, deps: AppDeps, { link, source }: Resolved): Response {
  const now = deps.now();
  const decision = decide(link, now);
  deps.metrics.answered(decision.kind, source);
  switch (decision.kind) {
    case "redirect":
      if (link !== null && request.method !== "HEAD") {
        const ip = deps.clientAddress(request.socket.remoteAddress ?? "", toText(request.headers["x-forwarded-for"]));
        deps.spool.append(toClick(request, { linkId: link.id, at: now, ip, destination: decision.url }));
      }
      return toRedirect(decision.url, decision.status, requestIdOf(request));
    case "fallback":
      return toRedirect(decision.url, 302, requestIdOf(request));
    case "missing":
      return toProblem("link-not-found", request.headers.accept, requestIdOf(request));
    case "expired":
      return toProblem("link-expired", request.headers.accept, requestIdOf(request));
  }
}

function refuse(c: Context<Env>, { metrics }: AppDeps, code: ProblemCode): Response {
  metrics.answered(code === "link-not-found" ? "malformed" : code, "none");
  return toProblem(code, c.env.incoming.headers.accept, requestIdOf(c.env.incoming));
}

function requestIdOf(request: IncomingMessage): string {
  return toRequestId(toText(request.headers["x-request-id"]));
}

/** Node joins a header that came several times, except where its types say otherwise. */
function toText(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(", ") : header;
}
