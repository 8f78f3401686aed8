import type { IncomingMessage } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import { type CachedDomain, Problem, type ProblemCode } from "@shunt/contracts";
import { type ClientAddress, type Logger, toRequestId } from "@shunt/runtime";
import { type Context, Hono } from "hono";
import { type DomainResolver, plainDomain } from "../domains/domain-resolver.ts";
import { fallBack } from "../domains/fall-back.ts";
import { type Decision, decide } from "../links/decide.ts";
import type { LinkResolver, Resolved } from "../links/link-resolver.ts";
import type { RedirectMetrics } from "../redirect-metrics.ts";
import type { Spool } from "../spool/spool.ts";
import type { MissLimit } from "./miss-limit.ts";
import { toProblem, toRedirect, toRobots } from "./reply.ts";
import { toClick } from "./to-click.ts";
import { isRobotsFile, rootCode, toCode } from "./to-code.ts";

type Env = { Bindings: HttpBindings };

export interface AppDeps {
  domains: Pick<DomainResolver, "resolve">;
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
  const domain = deps.domains.resolve(request.headers.host);
  if (code === undefined) {
    if (!(domain instanceof Promise)) return visitNoCode(request, deps, domain);
    // Without a domain it is a page that is not there, on any.
    return domain.catch(() => plainDomain).then(known => visitNoCode(request, deps, known));
  }
  if (domain instanceof Promise) return domain.then(known => visitCode(request, deps, known, code, startedAt));
  return visitCode(request, deps, domain, code, startedAt);
}

/** What cannot be a link is looked up nowhere. */
function visitNoCode(request: IncomingMessage, { metrics }: AppDeps, domain: CachedDomain): Response {
  metrics.answered("malformed", "none", 0);
  if (domain.robots !== null && isRobotsFile(request.url)) return toRobots(domain.robots, requestIdOf(request));
  return perform(fallBack({ kind: "missing" }, domain, false), request, 0);
}

function visitCode(
  request: IncomingMessage,
  deps: AppDeps,
  domain: CachedDomain,
  written: string,
  startedAt: number,
): Response | Promise<Response> {
  const code = domain.isCaseSensitive ? written : written.toLowerCase();
  // The root of a domain is no link, and no store is asked for it.
  const resolved = code === rootCode ? nothing : deps.resolver.resolve(domain.id, code);
  // A hit in memory is answered in the same tick.
  if (resolved instanceof Promise)
    return resolved.then(late => answer(request, deps, { domain, code }, late, startedAt));
  return answer(request, deps, { domain, code }, resolved, startedAt);
}

function answer(
  request: IncomingMessage,
  deps: AppDeps,
  { domain, code }: { domain: CachedDomain; code: string },
  { link, source }: Resolved,
  startedAt: number,
): Response {
  const now = deps.now();
  const decision = fallBack(decide(link, now), domain, code === rootCode);
  const ip = deps.clientAddress(request.socket.remoteAddress ?? "", toText(request.headers["x-forwarded-for"]));
  const isMiss = decision.kind === "missing" || (link === null && code !== rootCode);
  const retryAfter = isMiss ? deps.missLimit.count(ip) : 0;
  if (decision.kind === "redirect") {
    const { id, url } = decision.link;
    deps.spool.append(toClick(request, { linkId: id, at: now, ip, destination: url, missed: "" }));
  } else if (link === null && retryAfter === 0) {
    // Beyond the limit nothing is taken down, so that a scan of codes fills no spool.
    deps.spool.append(toClick(request, { linkId: "", at: now, ip, destination: "", missed: `${domain.id}/${code}` }));
  }
  const outcome = retryAfter > 0 ? "rate-limited" : decision.kind;
  deps.metrics.answered(outcome, source, performance.now() - startedAt);
  return perform(decision, request, retryAfter);
}

/** @param retryAfter seconds for which misses of this visitor are refused; 0 when they are not */
function perform(decision: Decision, request: IncomingMessage, retryAfter: number): Response {
  const { accept } = request.headers;
  const requestId = requestIdOf(request);
  if (retryAfter > 0) return toProblem("rate-limited", accept, requestId, retryAfter);
  switch (decision.kind) {
    case "redirect":
      return toRedirect(decision.link, requestId);
    case "fallback":
      return toRedirect({ url: decision.url, status: 302, isIndexable: false }, requestId);
    case "missing":
      return toProblem("link-not-found", accept, requestId);
    case "blocked":
      return toProblem("link-blocked", accept, requestId);
    case "expired":
      return toProblem("link-expired", accept, requestId);
  }
}

function refuse(c: Context<Env>, { metrics }: AppDeps, code: ProblemCode): Response {
  metrics.answered(code, "none", 0);
  return toProblem(code, c.env.incoming.headers.accept, requestIdOf(c.env.incoming));
}

function requestIdOf(request: IncomingMessage): string {
  return toRequestId(toText(request.headers["x-request-id"]));
}

/** Node joins a header that came several times, except where its types say otherwise. */
function toText(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(", ") : header;
}
