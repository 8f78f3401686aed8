import { Problem } from "@shunt/contracts/problem";
import { type ClientAddress, type ForwardingCheck, forwardingHeader, type Logger } from "@shunt/runtime";
import { requestIdOf, Visit, type VisitRequest } from "../visit/visit.ts";
import { type AnswerDeps, answer } from "./answer.ts";
import { isPageProblem, type PageProblem } from "./pages/problem-page.ts";
import { toProblem } from "./reply.ts";
import { type ResolveDeps, resolve } from "./resolve.ts";
import type { Reply } from "./send-reply.ts";

export interface AppDeps extends ResolveDeps, AnswerDeps {
  missLimit: ResolveDeps["missLimit"];
  clientAddress: ClientAddress;
  /** Whether a header with the client's address is ignored; answers to `shunt doctor` report it. */
  ignoresForwarding?: ForwardingCheck;
  log: Logger;
}

/** Answers a request, in the same tick if memory has the link. Never throws or rejects. */
export type App = (request: VisitRequest) => Reply | Promise<Reply>;

/** Requested by `shunt doctor`. It is no valid code. */
const probePath = "/shunt/doctor";

/**
 * The public HTTP app: `GET` and `HEAD /:code`, and other methods for links that preserve them. It reads Node's request and
 * returns plain objects, because the objects of the fetch API would cost more than the rest.
 */
export function createApp(deps: AppDeps): App {
  const answerRequest = (request: VisitRequest) => {
    if (request.method !== "GET" && request.method !== "HEAD") return serveOtherMethod(request, deps);
    const reply = serve(new Visit(request, deps.clientAddress), deps);
    return request.url === probePath && deps.ignoresForwarding?.(request) ? reportIgnored(reply) : reply;
  };
  return request => {
    try {
      const reply = answerRequest(request);
      return reply instanceof Promise ? reply.catch(err => refuseFor(err, request, deps)) : reply;
    } catch (err) {
      return refuseFor(err, request, deps);
    }
  };
}

function refuseFor(err: unknown, request: VisitRequest, deps: AppDeps): Reply {
  if (err instanceof Problem && isPageProblem(err.code))
    return refuse(request, deps, { code: err.code, retryAfterSeconds: err.retryAfterSeconds });
  deps.log.error({ err }, "redirect failed");
  return refuse(request, deps, { code: "internal" });
}

/**
 * The status 307 and 308 preserve method and body (RFC 9110, 15.4.8 and 15.4.9), so the client repeats the request at the
 * destination. Its body is not read.
 */
async function serveOtherMethod(request: VisitRequest, deps: AppDeps): Promise<Reply> {
  const visit = new Visit(request, deps.clientAddress);
  const mayHaveLink = visit.view === "link" && (visit.code !== undefined || visit.prefixes.length > 0);
  const resolution = mayHaveLink ? await resolve(visit, deps) : undefined;
  const status = resolution?.link?.status;
  const methods = status === 307 || status === 308 ? preservedMethods : readMethods;
  if (resolution !== undefined && methods.includes(visit.method)) return answer(visit, resolution, deps);
  return refuse(request, deps, { code: "method-not-allowed", allow: methods.join(", ") });
}

const readMethods: readonly string[] = ["GET", "HEAD"];
/** Without TRACE and CONNECT, which concern the connection to this server. */
const preservedMethods: readonly string[] = [...readMethods, "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Resolves the visit and answers it, in the same tick if memory has the link. */
function serve(visit: Visit, deps: AppDeps): Reply | Promise<Reply> {
  const resolution = resolve(visit, deps);
  return resolution instanceof Promise
    ? resolution.then(resolved => answer(visit, resolved, deps))
    : answer(visit, resolution, deps);
}

async function reportIgnored(reply: Reply | Promise<Reply>): Promise<Reply> {
  const { headers, ...rest } = await reply;
  return { ...rest, headers: { ...headers, [forwardingHeader]: "ignored" } };
}

interface AppRefusal {
  code: PageProblem;
  retryAfterSeconds?: number | undefined;
  /** Sent with 405. */
  allow?: string;
}

function refuse(request: VisitRequest, deps: AppDeps, { code, retryAfterSeconds, allow }: AppRefusal): Reply {
  deps.metrics.answered(code, "none", 0);
  const { host, languages, headers } = new Visit(request, deps.clientAddress);
  // A malformed host has no domain.
  const domain = code === "malformed-request" ? undefined : deps.domains.findInMemory(host);
  return toProblem(
    { code, requestId: requestIdOf(request), retryAfterSeconds, allow },
    { accept: headers.accept, languages, domainRules: domain?.rules ?? null },
  );
}
