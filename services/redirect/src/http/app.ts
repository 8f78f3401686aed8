import type { IncomingMessage } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import type { LinkAddress } from "@shunt/cache";
import { Problem, type ProblemCode } from "@shunt/contracts";
import { type ClientAddress, type Logger, toRequestId } from "@shunt/runtime";
import { type Context, Hono } from "hono";
import type { DomainResolver } from "../domains/domain-resolver.ts";
import { type Decision, decide } from "../links/decide.ts";
import type { LinkResolver, Resolved } from "../links/link-resolver.ts";
import type { RedirectMetrics } from "../redirect-metrics.ts";
import type { Spool } from "../spool/spool.ts";
import type { MissLimit } from "./miss-limit.ts";
import { toProblem, toRedirect } from "./reply.ts";
import { toClick } from "./to-click.ts";
import { rootCode, toCode } from "./to-code.ts";

type Env = { Bindings: HttpBindings };

export interface AppDeps {
  domains: DomainResolver;
  resolver: Pick<LinkResolver, "resolve">;
  spool: Pick<Spool, "append">;
  missLimit: MissLimit;
  clientAddress: ClientAddress;
  metrics: Pick<RedirectMetrics, "answered">;
  log: Logger;
  now: () => number;
}

const anyPath = "/";
const nothing: Resolved = { link: null, source: "memory" };

/**
 * The public face: `GET` and `HEAD /:code`, and nothing else. Headers are read from Node's own request: those of the
 * fetch API would be made anew for every click.
 */
export function createApp(deps: AppDeps): Hono<Env> {
  // A single route takes every path and judges it: looking for one among routes would be the dearest step of all.
  const app = new Hono<Env>({ getPath: () => anyPath });
  app.get(anyPath, c => visit(c, deps));
  app.notFound(c => refuse(c, deps, "method-not-allowed"));
  app.onError((err, c) => {
    if (err instanceof Problem) return refuse(c, deps, err.code);
    deps.log.error({ err }, "redirect failed");
    return refuse(c, deps, "internal");
  });
  return app;
}

function visit(c: Context<Env>, deps: AppDeps): Response | Promise<Response> {
  const startedAt = performance.now();
  const request = c.env.incoming;
  const code = toCode(request.url ?? "");
  if (code === undefined) return refuse(c, deps, "link-not-found");
  const domainId = deps.domains(request.headers.host);
  if (typeof domainId !== "number") return domainId.then(id => visitCode(request, deps, id, code, startedAt));
  return visitCode(request, deps, domainId, code, startedAt);
}

function visitCode(
  request: IncomingMessage,
  deps: AppDeps,
  domainId: number,
  code: string,
  startedAt: number,
): Response | Promise<Response> {
  // The root of a domain is no link, and no store is asked for it.
  const resolved = code === rootCode ? nothing : deps.resolver.resolve(domainId, code);
  // A hit in memory is answered in the same tick.
  if (resolved instanceof Promise)
    return resolved.then(late => answer(request, deps, { domainId, code }, late, startedAt));
  return answer(request, deps, { domainId, code }, resolved, startedAt);
}

function answer(
  request: IncomingMessage,
  deps: AppDeps,
  { domainId, code }: LinkAddress,
  { link, source }: Resolved,
  startedAt: number,
): Response {
  const now = deps.now();
  const decision = decide(link, now);
  const ip = deps.clientAddress(request.socket.remoteAddress ?? "", toText(request.headers["x-forwarded-for"]));
  const retryAfter = decision.kind === "missing" ? deps.missLimit.count(ip) : 0;
  if (decision.kind === "redirect") {
    const { id, url } = decision.link;
    deps.spool.append(toClick(request, { linkId: id, at: now, ip, destination: url, missed: "" }));
  } else if (link === null && retryAfter === 0) {
    // Beyond the limit nothing is taken down, so that a scan of codes fills no spool.
    deps.spool.append(toClick(request, { linkId: "", at: now, ip, destination: "", missed: `${domainId}/${code}` }));
  }
  const outcome = retryAfter > 0 ? "rate-limited" : decision.kind;
  deps.metrics.answered(outcome, source, performance.now() - startedAt);
  return perform(decision, request, retryAfter);
}

/** @param retryAfter seconds for which misses of this visitor are refused; 0 when they are not */
function perform(decision: Decision, request: IncomingMessage, retryAfter: number): Response {
  const { accept } = request.headers;
  const requestId = requestIdOf(request);
  switch (decision.kind) {
    case "redirect":
      return toRedirect(decision.link, requestId);
    case "fallback":
      return toRedirect({ url: decision.url, status: 302, isIndexable: false }, requestId);
    case "missing":
      if (retryAfter > 0) return toProblem("rate-limited", accept, requestId, retryAfter);
      return toProblem("link-not-found", accept, requestId);
    case "blocked":
      return toProblem("link-blocked", accept, requestId);
    case "expired":
      return toProblem("link-expired", accept, requestId);
  }
}

function refuse(c: Context<Env>, { metrics }: AppDeps, code: ProblemCode): Response {
  metrics.answered(code === "link-not-found" ? "malformed" : code, "none", 0);
  return toProblem(code, c.env.incoming.headers.accept, requestIdOf(c.env.incoming));
}

function requestIdOf(request: IncomingMessage): string {
  return toRequestId(toText(request.headers["x-request-id"]));
}

/** Node joins a header that came several times, except where its types say otherwise. */
function toText(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(", ") : header;
}
