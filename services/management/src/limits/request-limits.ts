import type { RateLimiter, RateLimitState } from "@shunt/cache";
import type { Operation } from "@shunt/contracts/operations";
import { Problem } from "@shunt/contracts/problem";
import { type ClientAddress, toClientNetwork } from "@shunt/runtime";
import type { Request, Response } from "express";
import type { Caller } from "../access/index.ts";
import type { Config } from "../config.ts";
import type { LimitName, NamedLimit } from "../limit-names.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

type Account = Pick<Caller, "userId">;

export interface RequestLimits {
  /** The key for counting: the account, or else the network. */
  toSubject(req: Request, actor: Account | undefined): string;
  /** The IPv4 address, or the /64 of an IPv6 address. */
  networkOf(req: Request): string;
  /** Also adds the RateLimit headers. */
  takeRequest(req: Request, res: Response, operation: Operation, actor: Account | undefined): Promise<void>;
  /** Counts a bulk request rejected as a whole like a dry run, while that limit allows it. */
  countRefusal(req: Request, operation: Operation, subject: string): Promise<void>;
  /**
   * Each purpose has its own share, so that one cannot use up another's.
   *
   * @throws Problem "rate-limited"
   */
  takeMail(email: string, share: MailShare): Promise<void>;
  /** Refuses clients that requested too many unknown pictures, which may be guesses of codes. */
  assertFewMisses(req: Request, res: Response): Promise<void>;
  countMiss(req: Request): Promise<void>;
  /** Counts all units of work of a request, such as links to create, or none. */
  takeWork(userId: string, work: Partial<Record<WorkLimit, number>>): Promise<void>;
  /** Limits requests to a host over all clients, so that this service cannot be used to flood it. */
  mayRequestHost(host: string): Promise<boolean>;
  takeLogo(req: Request, res: Response): Promise<void>;
}

/**
 * Password resets, which need no session, have one share for all strangers and one per network that the account has
 * signed in from. Confirmations of an address count by account, and by address and network together. Changes of address
 * count by account. Invitations count by address, and all of an account together.
 */
export type MailShare =
  | "notice"
  | "reset by strangers"
  | { resetFrom: string }
  | { confirmationOf: string; network: string }
  | { changeOf: string }
  | { invitationFrom: string };

/** Multiple of `RATE_LIMIT_MAIL` for mails of one kind to an address over all clients. */
const totalMailFactor = 10;
/** Requests of a reader of shared views, as a multiple of other requests without an account: a report takes ten. */
const sharedViewFactor = 12;

/** Limits with several units per request. */
export type WorkLimit = keyof typeof workNames;

const workNames = { create: "links", preview: "page fetches" };

export interface RequestLimitsDeps {
  limiter: RateLimiter;
  clientAddress: ClientAddress;
  config: Config;
  onRefused: (limit: LimitName) => void;
}

/** Functions that refuse throw Problem "rate-limited" with `retryAfterSeconds`. */
export function createRequestLimits({ limiter, clientAddress, config, onRefused }: RequestLimitsDeps): RequestLimits {
  const windowMs = config.limits.windowSeconds * 1_000;
  const limits = {
    account: { name: "account", requests: config.limits.account, windowMs },
    anonymous: { name: "anonymous", requests: config.limits.anonymous, windowMs },
    picture: { name: "picture", requests: config.limits.picture, windowMs },
    // Requests for unknown codes, which may be guesses.
    "picture-miss": { name: "picture-miss", requests: config.limits.anonymous, windowMs },
    "shared-view": { name: "shared-view", requests: sharedViewFactor * config.limits.anonymous, windowMs },
    register: { name: "register", requests: config.limits.register, windowMs: hourMs },
    login: { name: "login", requests: config.limits.login, windowMs: 5 * minuteMs },
    mail: { name: "mail", requests: config.limits.mail, windowMs: hourMs },
    "mail-total": { name: "mail-total", requests: totalMailFactor * config.limits.mail, windowMs: hourMs },
    totp: { name: "totp", requests: config.limits.totp, windowMs: hourMs },
    create: { name: "create", requests: config.limits.create, windowMs: hourMs },
    bulk: { name: "bulk", requests: config.limits.bulk, windowMs: hourMs },
    // Dry runs and requests rejected as a whole, which are common until an import file is correct.
    "bulk-trial": { name: "bulk-trial", requests: 6 * config.limits.bulk, windowMs: hourMs },
    preview: { name: "preview", requests: config.limits.preview, windowMs: hourMs },
    post: { name: "post", requests: config.limits.post, windowMs: hourMs },
    comment: { name: "comment", requests: config.limits.comment, windowMs: hourMs },
    "friend-request": { name: "friend-request", requests: config.limits.friendRequest, windowMs: hourMs },
    upload: { name: "upload", requests: config.limits.upload, windowMs: hourMs },
    logo: { name: "logo", requests: config.limits.logo, windowMs: hourMs },
    report: { name: "report", requests: config.limits.report, windowMs: hourMs },
    "outbound-host": { name: "outbound-host", requests: 120, windowMs: minuteMs },
    anonymousCreate: { name: "anonymous-create", requests: config.limits.anonymousCreate, windowMs: hourMs },
  } satisfies Record<string, NamedLimit>;

  /** The most specific limit is the last. */
  function toLimits(req: Request, operation: Operation, isSignedIn: boolean): NamedLimit[] {
    if (operation.limit === "none") return [];
    if (operation.limit === "picture" || operation.limit === "shared-view") return [limits[operation.limit]];
    const general = isSignedIn ? limits.account : limits.anonymous;
    if (operation.limit === undefined) return [general];
    if (isDryRun(req, operation)) return [general, limits["bulk-trial"]];
    const isAnonymousCreate = operation.limit === "create" && !isSignedIn;
    return [general, isAnonymousCreate ? limits.anonymousCreate : limits[operation.limit]];
  }

  function toSubject(req: Request, actor: Account | undefined): string {
    if (actor) return `account ${actor.userId}`;
    return `address ${networkOf(req)}`;
  }

  function networkOf(req: Request): string {
    const { remoteAddress = "" } = req.socket;
    return toClientNetwork(clientAddress(remoteAddress, req.get("x-forwarded-for"), req.get("forwarded")));
  }

  /** After one limit refuses, reads the others without counting, to report the longest wait. */
  async function take(res: Response, subject: string, taken: readonly NamedLimit[]): Promise<void> {
    const states: RateLimitState[] = [];
    let refused: NamedLimit | undefined;
    for (const limit of taken.filter(({ requests }) => requests > 0)) {
      const state = await limiter.take(limit, subject, refused ? 0 : 1);
      if (!state.isAllowed) refused = limit;
      states.push(state);
      addHeaders(res, limit, state);
    }
    if (!refused) return;
    onRefused(refused.name);
    throw tooManyProblem(states);
  }

  function workProblem(limit: NamedLimit, cost: number, { remaining, resetMs }: RateLimitState, what: string): Problem {
    onRefused(limit.name);
    const retryAfterSeconds = toSeconds(resetMs);
    const when = cost > limit.requests ? "with fewer" : `in ${retryAfterSeconds} s`;
    const detail = `This request needs ${cost} ${what}, but only ${remaining} of ${limit.requests} per hour are left; try again ${when}`;
    return new Problem("rate-limited", detail, { retryAfterSeconds });
  }

  return {
    toSubject,
    networkOf,
    takeRequest: (req, res, operation, actor) =>
      take(res, toSubject(req, actor), toLimits(req, operation, actor !== undefined)),
    async countRefusal(req, operation, subject) {
      if (operation.limit !== "bulk" || isDryRun(req, operation)) return;
      const { isAllowed } = await limiter.take(limits["bulk-trial"], subject);
      if (isAllowed) await limiter.giveBack(limits.bulk, subject);
    },
    async takeWork(userId, work) {
      const subject = `account ${userId}`;
      const taken: { limit: NamedLimit; cost: number }[] = [];
      for (const [name, cost] of Object.entries(work) as [WorkLimit, number][]) {
        const limit = limits[name];
        if (cost === 0 || limit.requests === 0) continue;
        const state = await limiter.take(limit, subject, cost);
        if (state.isAllowed) {
          taken.push({ limit, cost });
          continue;
        }
        await Promise.all(taken.map(each => limiter.giveBack(each.limit, subject, each.cost)));
        throw workProblem(limit, cost, state, workNames[name]);
      }
    },
    async mayRequestHost(host) {
      return (await limiter.take(limits["outbound-host"], `host ${host}`)).isAllowed;
    },
    async takeMail(email, share) {
      const { subjects, totals = [] } = toMailSubjects(`e-mail ${email.toLowerCase()}`, share);
      const counts: { limit: NamedLimit; subject: string }[] = subjects.map(subject => ({
        limit: limits.mail,
        subject,
      }));
      for (const subject of totals) counts.push({ limit: limits["mail-total"], subject });
      for (const [i, { limit, subject }] of counts.entries()) {
        const state = await limiter.take(limit, subject);
        if (state.isAllowed) continue;
        await Promise.all(counts.slice(0, i).map(taken => limiter.giveBack(taken.limit, taken.subject)));
        onRefused(limit.name);
        throw tooManyProblem([state]);
      }
    },
    async assertFewMisses(req, res) {
      const limit = limits["picture-miss"];
      const state = await limiter.take(limit, toSubject(req, undefined), 0);
      if (limit.requests === 0 || state.remaining > 0) return;
      addHeaders(res, limit, state);
      onRefused(limit.name);
      throw tooManyProblem([state]);
    },
    async countMiss(req) {
      await limiter.take(limits["picture-miss"], toSubject(req, undefined));
    },
    takeLogo: (req, res) => take(res, toSubject(req, undefined), [limits.logo]),
  };
}

function toMailSubjects(address: string, share: MailShare): { subjects: string[]; totals?: string[] } {
  if (typeof share === "string") return { subjects: [`${address} for ${share}`] };
  if ("resetFrom" in share) return { subjects: [`${address} for reset from ${share.resetFrom}`] };
  if ("changeOf" in share)
    return { subjects: [`account ${share.changeOf} for address change`], totals: [`${address} for address change`] };
  if ("invitationFrom" in share) {
    const account = `account ${share.invitationFrom} for invitations`;
    return { subjects: [`${address} for invitations`], totals: [account] };
  }
  const { confirmationOf, network } = share;
  return {
    subjects: [`account ${confirmationOf} for confirmation`, `${address} for confirmation from ${network}`],
    totals: [`${address} for confirmation`],
  };
}

function isDryRun(req: Request, { hasDryRun }: Operation): boolean {
  return hasDryRun === true && req.query.dry_run === "true";
}

/** Reports the longest wait. A limit without requests left would refuse the next request. */
function tooManyProblem(states: readonly RateLimitState[]): Problem {
  const waits = states
    .filter(({ isAllowed, remaining }) => !isAllowed || remaining === 0)
    .map(({ resetMs }) => resetMs);
  const retryAfterSeconds = toSeconds(Math.max(...waits));
  return new Problem("rate-limited", `Too many requests; try again in ${retryAfterSeconds} s`, { retryAfterSeconds });
}

/** One item per limit (https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers). */
function addHeaders(
  res: Response,
  { name, requests, windowMs }: NamedLimit,
  { remaining, resetMs }: RateLimitState,
): void {
  res.append("RateLimit-Policy", `"${name}";q=${requests};w=${toSeconds(windowMs)}`);
  res.append("RateLimit", `"${name}";r=${remaining};t=${toSeconds(resetMs)}`);
}

/** Rounds up, so that a client that waits this long is admitted. */
function toSeconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1_000));
}
