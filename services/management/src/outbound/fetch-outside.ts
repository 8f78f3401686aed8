import { Problem } from "@shunt/contracts/problem";
import { TargetUrl } from "@shunt/contracts/values";
import { type GuardedAnswer, type GuardedRequest, toRedirectTarget } from "@shunt/runtime/outbound";
import { createTargetCheck } from "../targets/index.ts";
import type { OutboundDeps } from "./deps.ts";

/** `reason` is worded for the client. */
export type Outside = { kind: "answered"; answer: GuardedAnswer } | { kind: "failed"; reason: string };

export type OutsideRequest = Pick<GuardedRequest, "headers" | "maxBytes" | "isBodyOptional"> & {
  /** For the whole request, including redirects. */
  timeoutMs: number;
};

export interface Requester {
  /** The account, or the network of a client without one. */
  owner: string;
  /** Aborted when the client has left. */
  signal: AbortSignal | undefined;
}

const maxRedirects = 5;

/**
 * The URL and every redirect are checked like the destination of a link. Networks that the operator allows are
 * reachable by host name only, because no link may lead to an IP address in them.
 *
 * @throws Problem "target-refused" for the URL itself; LaneFull
 */
export async function fetchOutside(
  context: OutboundDeps,
  { owner, signal }: Requester,
  url: string,
  request: OutsideRequest,
): Promise<Outside> {
  const refusal = await checkTarget(context, url);
  if (refusal) throw refusal;
  return context.lanes.outbound.run(owner, signal, () => follow(context, url, request));
}

async function follow(
  context: OutboundDeps,
  first: string,
  { timeoutMs, ...request }: OutsideRequest,
): Promise<Outside> {
  const endsAt = performance.now() + timeoutMs;
  let url = first;
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    if (!(await context.limits.mayRequestHost(new URL(url).hostname)))
      return toFailure("gets too many requests at the moment; try again later");
    const leftMs = Math.max(1, Math.ceil(endsAt - performance.now()));
    const answer = await fetchOnce(context, url, { ...request, timeoutMs: leftMs });
    if (!answer) return toFailure("does not respond in time, or is not reachable from the internet");
    const next = toRedirectTarget(answer.status, answer.headers.get("location"), url);
    if (!next) return { kind: "answered", answer };
    if (await checkTarget(context, next.href)) return toFailure("redirects to a URL that is not allowed");
    url = next.href;
  }
  return toFailure("redirects too many times");
}

/**
 * Returns the same result for every failure: a client must not learn which internal names exist or which ports are
 * closed.
 */
async function fetchOnce(
  context: OutboundDeps,
  url: string,
  request: GuardedRequest,
): Promise<GuardedAnswer | undefined> {
  try {
    return await context.guardedFetch(url, request);
  } catch (err) {
    context.log.debug({ err, host: new URL(url).host }, "outbound request failed");
    return undefined;
  }
}

async function checkTarget({ findRefused, config }: OutboundDeps, url: string): Promise<Problem | undefined> {
  const target = TargetUrl.safeParse(url);
  if (!target.success) return new Problem("target-refused");
  return (await createTargetCheck(findRefused, config, [target.data]))(target.data);
}

function toFailure(reason: string): Outside {
  return { kind: "failed", reason };
}
