import type { HttpBindings } from "@hono/node-server";
import { Problem } from "@shunt/contracts/problem";
import { type ClientAddress, type ForwardingCheck, forwardingHeader, type Logger } from "@shunt/runtime";
import { type Context, Hono } from "hono";
import { requestIdOf, Visit } from "../visit/visit.ts";
import { type AnswerDeps, answer } from "./answer.ts";
import { isPageProblem, type PageProblem } from "./pages/problem-page.ts";
import { toProblem } from "./reply.ts";
import { type ResolveDeps, resolve } from "./resolve.ts";

type Env = { Bindings: HttpBindings };

export interface AppDeps extends ResolveDeps, AnswerDeps {
  missLimit: ResolveDeps["missLimit"];
  clientAddress: ClientAddress;
  /** Whether a header with the client's address is ignored; answers to `shunt doctor` report it. */
  ignoresForwarding?: ForwardingCheck;
  log: Logger;
}

const anyPath = "/";
/** Requested by `shunt doctor`. It is no valid code. */
const probePath = "/shunt/doctor";

/**
 * The public HTTP app: `GET` and `HEAD /:code`, and other methods for links that preserve them. It reads headers from
 * Node's request, because the fetch API would copy them for every click.
 */
export function createApp(deps: AppDeps): Hono<Env> {
  // One route for every path: route matching would be the most expensive step of a request.
  const app = new Hono<Env>({ getPath: () => anyPath });
  app.get(anyPath, c => {
    const { incoming } = c.env;
    const response = serve(new Visit(incoming, deps.clientAddress), deps);
    return incoming.url === probePath && deps.ignoresForwarding?.(incoming) ? reportIgnored(response) : response;
  });
  app.all(anyPath, c => serveOtherMethod(c, deps));
  app.onError((err, c) => {
    if (err instanceof Problem && isPageProblem(err.code))
      return refuse(c, deps, { code: err.code, retryAfterSeconds: err.retryAfterSeconds });
    deps.log.error({ err }, "redirect failed");
    return refuse(c, deps, { code: "internal" });
  });
  return app;
}

/**
 * The status 307 and 308 preserve method and body (RFC 9110, 15.4.8 and 15.4.9), so the client repeats the request at the
 * destination. Its body is not read.
 */
async function serveOtherMethod(c: Context<Env>, deps: AppDeps): Promise<Response> {
  const visit = new Visit(c.env.incoming, deps.clientAddress);
  const mayHaveLink = visit.view === "link" && (visit.code !== undefined || visit.prefixes.length > 0);
  const resolution = mayHaveLink ? await resolve(visit, deps) : undefined;
  const status = resolution?.link?.status;
  const methods = status === 307 || status === 308 ? preservedMethods : readMethods;
  if (resolution !== undefined && methods.includes(visit.method)) return answer(visit, resolution, deps);
  return refuse(c, deps, { code: "method-not-allowed", allow: methods.join(", ") });
}

const readMethods: readonly string[] = ["GET", "HEAD"];
/** Without TRACE and CONNECT, which concern the connection to this server. */
const preservedMethods: readonly string[] = [...readMethods, "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Resolves the visit and answers it, in the same tick if memory has the link. */
function serve(visit: Visit, deps: AppDeps): Response | Promise<Response> {
  const resolution = resolve(visit, deps);
  return resolution instanceof Promise
    ? resolution.then(resolved => answer(visit, resolved, deps))
    : answer(visit, resolution, deps);
}

async function reportIgnored(response: Response | Promise<Response>): Promise<Response> {
  const { headers } = await response;
  headers.set(forwardingHeader, "ignored");
  return response;
}

interface AppRefusal {
  code: PageProblem;
  retryAfterSeconds?: number | undefined;
  /** Sent with 405. */
  allow?: string;
}

function refuse(c: Context<Env>, deps: AppDeps, { code, retryAfterSeconds, allow }: AppRefusal): Response {
  deps.metrics.answered(code, "none", 0);
  const { incoming } = c.env;
  const { host, languages, headers } = new Visit(incoming, deps.clientAddress);
  // A malformed host has no domain.
  const domain = code === "malformed-request" ? undefined : deps.domains.findInMemory(host);
  return toProblem(
    { code, requestId: requestIdOf(incoming), retryAfterSeconds, allow },
    { accept: headers.accept, languages, domainRules: domain?.rules ?? null },
  );
}
