import { Problem } from "@shunt/contracts/problem";
import { TargetUrl } from "@shunt/contracts/values";
import { type GuardedAnswer, type GuardedRequest, toRedirectTarget } from "@shunt/runtime/outbound";
import { createTargetCheck } from "../targets/index.ts";
import type { OutboundDeps } from "./deps.ts";

/** What was answered, or why there is nothing, in words for whoever asked. */
export type Outside = { kind: "answered"; answer: GuardedAnswer } | { kind: "nothing"; reason: string };

export type OutsideRequest = Pick<GuardedRequest, "headers" | "maxBytes"> & {
  /** For all of it, redirects included. */
  timeoutMs: number;
};

/** For whom something is fetched. */
export interface Requester {
  /** The account, or the address of a client without one. */
  owner: string;
  /** Aborted when nobody waits for it any more. */
  signal: AbortSignal | undefined;
}

const maxRedirects = 5;

/**
 * Asks somebody else's server for what a client has named. The URL is judged like the destination of a link, and so is each that a
 * redirect leads to. Networks that the operator allows are reached by names only, as no link may lead to an address in them.
 *
 * @throws Problem "target-refused" for the URL itself; LaneFull
 */
export async function fetchOutside(
  context: OutboundDeps,
  { owner, signal }: Requester,
  url: string,
  request: OutsideRequest,
): Promise<Outside> {
  const refusal = await judge(context, url);
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
    if (!(await context.limits.mayRequestHost(new URL(url).hostname))) return toNothing("is asked too often just now");
    const leftMs = Math.max(1, Math.ceil(endsAt - performance.now()));
    const answer = await ask(context, url, { ...request, timeoutMs: leftMs });
    if (!answer) return toNothing("does not answer in time, or not to the public internet");
    const next = toRedirectTarget(answer.status, answer.headers.get("location"), url);
    if (!next) return { kind: "answered", answer };
    if (await judge(context, next.href)) return toNothing("leads where no link may lead");
    url = next.href;
  }
  return toNothing("leads on too often");
}

/**
 * One answer for all that can go wrong on the way: what a name is that nobody else knows, and which ports of it are closed, is not
 * for a stranger to find out.
 */
async function ask(context: OutboundDeps, url: string, request: GuardedRequest): Promise<GuardedAnswer | undefined> {
  try {
    return await context.guardedFetch(url, request);
  } catch (err) {
    context.log.debug({ err, host: new URL(url).host }, "outside not reached");
    return undefined;
  }
}

async function judge({ findRefused, config }: OutboundDeps, url: string): Promise<Problem | undefined> {
  const target = TargetUrl.safeParse(url);
  if (!target.success) return new Problem("target-refused");
  return (await createTargetCheck(findRefused, config, [target.data]))(target.data);
}

function toNothing(reason: string): Outside {
  return { kind: "nothing", reason };
}
