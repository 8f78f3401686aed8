import type { RateLimit, RateLimiter, RateLimitState } from "@shunt/cache";
import type { Operation } from "@shunt/contracts/operations";
import { Problem } from "@shunt/contracts/problem";
import { type ClientAddress, toClientNetwork } from "@shunt/runtime";
import type { Request, Response } from "express";
import type { Caller } from "../access/index.ts";
import type { Config } from "../config.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

export interface RequestLimits {
  /** Who asks, as far as requests are counted: an account, or the address of whoever has none. */
  toSubject(req: Request, actor: Caller | undefined): string;
  /** An IPv4 address, or the /64 of an IPv6 one. */
  networkOf(req: Request): string;
  /** What a client may ask for in general, as the account that it is signed in to, or else as its address. */
  takeRequest(req: Request, res: Response, operation: Operation, actor: Caller | undefined): Promise<void>;
  /** Counts a bulk request that was refused as a whole like a dry run, as long as the limit of those allows it. */
  countRefusal(req: Request, operation: Operation, subject: string): Promise<void>;
  /**
   * Counts a mail to an address, by the client that asks for it where one is known. Each purpose has a share of its own, so that none
   * uses up another's.
   *
   * @throws Problem "rate-limited"
   */
  takeMail(email: string, share: MailShare): Promise<void>;
  /** Whether this client may be told of pictures that do not exist, or that do. */
  assertFewMisses(req: Request, res: Response): Promise<void>;
  countMiss(req: Request): Promise<void>;
  /** What one request of an account does beyond being one, by the limit that counts it: all of it or nothing. */
  takeWork(userId: string, work: Partial<Record<WorkLimit, number>>): Promise<void>;
  /** Whether a server may be asked once more, whoever wants it: this one is no tool to flood others with. */
  mayRequestHost(host: string): Promise<boolean>;
  /** A picture that is fetched for whoever wants it in a QR code. */
  takeLogo(req: Request, res: Response): Promise<void>;
}

/**
 * What a mail is for. Links to set a new password, which need no account: one share for strangers, and one for each network that the
 * account knows. Mails that confirm an address: by account, and by address and network together. Mails about a new address: by account.
 */
export type MailShare =
  | "notice"
  | "reset by strangers"
  | { resetFrom: string }
  | { confirmationOf: string; network: string }
  | { changeOf: string };

/** Mails of one kind to an address, whoever asks for them, as a multiple of `RATE_LIMIT_MAIL`: it is flooded by none. */
const mailsOfAllClients = 10;

/** Limits of what may be done several times by one request. */
export type WorkLimit = keyof typeof workNames;

const workNames = { create: "links", preview: "pages to fetch" };

export interface RequestLimitsDeps {
  limiter: RateLimiter;
  clientAddress: ClientAddress;
  config: Config;
  /** Told which limit has turned a request away. */
  onRefused: (limit: string) => void;
}

/** Makes what counts requests. Each function throws Problem "rate-limited", which tells when to come back. */
export function createRequestLimits({ limiter, clientAddress, config, onRefused }: RequestLimitsDeps): RequestLimits {
  const windowMs = config.limits.windowSeconds * 1_000;
  const limits = {
    account: { name: "account", requests: config.limits.account, windowMs },
    anonymous: { name: "anonymous", requests: config.limits.anonymous, windowMs },
    picture: { name: "picture", requests: config.limits.picture, windowMs },
    // Who asks for pictures of codes that do not exist looks for those that do.
    "picture-miss": { name: "picture-miss", requests: config.limits.anonymous, windowMs },
    register: { name: "register", requests: config.limits.register, windowMs: hourMs },
    login: { name: "login", requests: config.limits.login, windowMs: 5 * minuteMs },
    mail: { name: "mail", requests: config.limits.mail, windowMs: hourMs },
    "mail-total": { name: "mail-total", requests: mailsOfAllClients * config.limits.mail, windowMs: hourMs },
    totp: { name: "totp", requests: config.limits.totp, windowMs: hourMs },
    create: { name: "create", requests: config.limits.create, windowMs: hourMs },
    bulk: { name: "bulk", requests: config.limits.bulk, windowMs: hourMs },
    // Dry runs, and what is refused as a whole, until a file is right.
    "bulk-trial": { name: "bulk-trial", requests: 6 * config.limits.bulk, windowMs: hourMs },
    preview: { name: "preview", requests: config.limits.preview, windowMs: hourMs },
    post: { name: "post", requests: config.limits.post, windowMs: hourMs },
    comment: { name: "comment", requests: config.limits.comment, windowMs: hourMs },
    "friend-request": { name: "friend-request", requests: config.limits.friendRequest, windowMs: hourMs },
    upload: { name: "upload", requests: config.limits.upload, windowMs: hourMs },
    logo: { name: "logo", requests: config.limits.logo, windowMs: hourMs },
    "outbound-host": { name: "outbound-host", requests: 120, windowMs: minuteMs },
    anonymousCreate: { name: "anonymous-create", requests: config.limits.anonymousCreate, windowMs: hourMs },
  };

  /** All that count a request, the narrower last. */
  function toLimits(req: Request, operation: Operation, isSignedIn: boolean): RateLimit[] {
    if (operation.limit === "none") return [];
    if (operation.limit === "picture") return [limits.picture];
    const general = isSignedIn ? limits.account : limits.anonymous;
    if (operation.limit === undefined) return [general];
    if (isDryRun(req, operation)) return [general, limits["bulk-trial"]];
    const isAnonymousCreate = operation.limit === "create" && !isSignedIn;
    return [general, isAnonymousCreate ? limits.anonymousCreate : limits[operation.limit]];
  }

  function toSubject(req: Request, actor: Caller | undefined): string {
    if (actor) return `account ${actor.userId}`;
    return `address ${networkOf(req)}`;
  }

  function networkOf(req: Request): string {
    const { remoteAddress = "" } = req.socket;
    return toClientNetwork(clientAddress(remoteAddress, req.get("x-forwarded-for"), req.get("forwarded")));
  }

  /** Counts by one limit after the other, and only asks the others once one has refused: the wait must be the longest of all. */
  async function take(res: Response, subject: string, taken: readonly RateLimit[]): Promise<void> {
    const states: RateLimitState[] = [];
    let refused: RateLimit | undefined;
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

  function workProblem(limit: RateLimit, cost: number, { remaining, resetMs }: RateLimitState, what: string): Problem {
    onRefused(limit.name);
    const retryAfterSeconds = toSeconds(resetMs);
    const when = cost > limit.requests ? "with fewer" : `in ${retryAfterSeconds} s`;
    const detail = `This takes ${cost} ${what}; ${remaining} of ${limit.requests} an hour are left; try again ${when}`;
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
      const taken: { limit: RateLimit; cost: number }[] = [];
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
      const { subjects, total } = toMailSubjects(`e-mail ${email.toLowerCase()}`, share);
      const counts = subjects.map(subject => ({ limit: limits.mail, subject }));
      if (total !== undefined) counts.push({ limit: limits["mail-total"], subject: total });
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

/** What a mail is counted by, and what all clients' together are. */
function toMailSubjects(address: string, share: MailShare): { subjects: string[]; total?: string } {
  if (typeof share === "string") return { subjects: [`${address} for ${share}`] };
  if ("resetFrom" in share) return { subjects: [`${address} for reset from ${share.resetFrom}`] };
  if ("changeOf" in share)
    return { subjects: [`account ${share.changeOf} for address change`], total: `${address} for address change` };
  const { confirmationOf, network } = share;
  return {
    subjects: [`account ${confirmationOf} for confirmation`, `${address} for confirmation from ${network}`],
    total: `${address} for confirmation`,
  };
}

function isDryRun(req: Request, { hasDryRun }: Operation): boolean {
  return hasDryRun === true && req.query.dry_run === "true";
}

/** The longest wait: a limit that has nothing left would refuse the next request. */
function tooManyProblem(states: readonly RateLimitState[]): Problem {
  const waits = states
    .filter(({ isAllowed, remaining }) => !isAllowed || remaining === 0)
    .map(({ resetMs }) => resetMs);
  const retryAfterSeconds = toSeconds(Math.max(...waits));
  return new Problem("rate-limited", `Too many requests; try again in ${retryAfterSeconds} s`, { retryAfterSeconds });
}

/** https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers, a list with an item for each limit. */
function addHeaders(
  res: Response,
  { name, requests, windowMs }: RateLimit,
  { remaining, resetMs }: RateLimitState,
): void {
  res.append("RateLimit-Policy", `"${name}";q=${requests};w=${toSeconds(windowMs)}`);
  res.append("RateLimit", `"${name}";r=${remaining};t=${toSeconds(resetMs)}`);
}

/** Rounded up: who comes back then is let in. */
function toSeconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1_000));
}
