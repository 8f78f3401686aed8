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
import { isRobotsFile, rootCode, toCode, toTargetHost } from "./to-code.ts";

type Env = { Bindings: HttpBindings };

export interface AppDeps {
  domains: Pick<DomainResolver, "known" | "find">;
  resolver: Pick<LinkResolver, "known" | "has" | "find">;
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
    if (err instanceof Problem) return refuse(c, deps, err.code, err.retryAfterSeconds);
    deps.log.error({ err }, "redirect failed");
    return refuse(c, deps, "internal");
  });
  return app;
}

function visit(c: Context<Env>, deps: AppDeps): Response | Promise<Response> {
  const startedAt = performance.now();
  const request = c.env.incoming;
  const { url = "" } = request;
  const code = toCode(url);
  const host = url.startsWith("/") ? request.headers.host : (toTargetHost(url) ?? request.headers.host);
  const domain = deps.domains.known(host);
  if (code === undefined) {
    if (domain !== undefined) return visitNoCode(request, deps, domain);
    // Without a domain it is a page that is not there, on any.
    const found = deps.domains.find(host ?? "", addressOf(request, deps)).catch(() => plainDomain);
    return found.then(known => visitNoCode(request, deps, known));
  }
  if (domain !== undefined) return visitCode(request, deps, domain, code, startedAt);
  return deps.domains
    .find(host ?? "", addressOf(request, deps))
    .then(found => visitCode(request, deps, found, code, startedAt));
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
  const known = code === rootCode ? nothing : deps.resolver.known(domain.id, code);
  // A hit in memory is answered in the same tick.
  if (known !== undefined) return answer(request, deps, { domain, code }, known, startedAt, false);
  const lookUp = () => deps.resolver.find(domain.id, code);
  // A link that is in memory and no longer fresh is no guess.
  const isGuess = !deps.resolver.has(domain.id, code);
  const found = isGuess ? deps.missLimit.run(addressOf(request, deps), lookUp, late => isMiss(late, deps)) : lookUp();
  return found.then(late => answer(request, deps, { domain, code }, late, startedAt, isGuess));
}

function isMiss({ link }: Resolved, { now }: AppDeps): boolean {
  return decide(link, now()).kind === "missing";
}

/** @param isCounted whether the look-up was counted, should it have been a miss */
function answer(
  request: IncomingMessage,
  deps: AppDeps,
  { domain, code }: { domain: CachedDomain; code: string },
  { link, source }: Resolved,
  startedAt: number,
  isCounted: boolean,
): Response {
  const now = deps.now();
  const decided = decide(link, now);
  const decision = fallBack(decided, domain, code === rootCode);
  const ip = addressOf(request, deps);
  const isToCount = !isCounted && decided.kind === "missing" && code !== rootCode;
  const retryAfter = isToCount ? deps.missLimit.count(ip) : 0;
  if (decision.kind === "redirect") {
    const { id, url } = decision.link;
    deps.spool.append(toClick(request, { linkId: id, at: now, ip, destination: url, missed: "" }));
  } else if (link === null && retryAfter === 0) {
    // Beyond the limit nothing is recorded, so that a scan of codes fills no spool.
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

function refuse(c: Context<Env>, { metrics }: AppDeps, code: ProblemCode, retryAfter?: number): Response {
  metrics.answered(code, "none", 0);
  return toProblem(code, c.env.incoming.headers.accept, requestIdOf(c.env.incoming), retryAfter);
}

function addressOf({ socket, headers }: IncomingMessage, { clientAddress }: AppDeps): string {
  return clientAddress(socket.remoteAddress ?? "", toText(headers["x-forwarded-for"]), toText(headers.forwarded));
}

function requestIdOf(request: IncomingMessage): string {
  return toRequestId(toText(request.headers["x-request-id"]));
}

/** Node joins a header that came several times, except where its types say otherwise. */
function toText(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(", ") : header;
}
