import type { RateLimit, RateLimiter, RateLimitState } from "@shunt/cache";
import { type Operation, Problem } from "@shunt/contracts";
import { type ClientAddress, toClientNetwork } from "@shunt/runtime";
import type { Request, Response } from "express";
import type { Config } from "../config.ts";
import type { Actor } from "../context.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

export interface RequestLimits {
  /** Who asks, as far as requests are counted: an account, or the address of whoever has none. */
  toSubject(req: Request, actor: Actor | undefined): string;
  /** What a client may ask for in general, as the account that it is signed in to, or else as its address. */
  takeRequest(req: Request, res: Response, operation: Operation, actor: Actor | undefined): Promise<void>;
  /** Counts a bulk request that was refused as a whole like a dry run, as long as the limit of those allows it. */
  countRefusal(req: Request, operation: Operation, subject: string): Promise<void>;
  /** A log-in to one account, from wherever it comes. */
  takeLogin(email: string): Promise<void>;
  /** Mail to one address, whoever asks for it. */
  takeMail(email: string): Promise<void>;
  /** A code of the second factor of one account, from wherever it comes. */
  takeTotpCode(userId: string): Promise<void>;
  /** It was right: only wrong ones count. */
  giveBackTotpCode(userId: string): Promise<void>;
  /** A picture that is fetched for whoever wants it in a QR code. */
  takeLogo(req: Request, res: Response): Promise<void>;
}

export interface RequestLimitsDeps {
  limiter: RateLimiter;
  clientAddress: ClientAddress;
  config: Config;
  /** Told which limit has turned a request away. */
  onRefused: (limit: string) => void;
}

/** Makes what counts requests. Each function throws Problem "rate-limited", which tells when to come back. */
export function createRequestLimits({ limiter, clientAddress, config, onRefused }: RequestLimitsDeps): RequestLimits {
  const windowMs = config.RATE_LIMIT_WINDOW * 1_000;
  const limits = {
    account: { name: "account", requests: config.RATE_LIMIT_REQUESTS, windowMs },
    anonymous: { name: "anonymous", requests: config.RATE_LIMIT_ANONYMOUS_REQUESTS, windowMs },
    register: { name: "register", requests: config.RATE_LIMIT_REGISTER, windowMs: hourMs },
    login: { name: "login", requests: config.RATE_LIMIT_LOGIN, windowMs: 5 * minuteMs },
    mail: { name: "mail", requests: config.RATE_LIMIT_MAIL, windowMs: hourMs },
    totp: { name: "totp", requests: config.RATE_LIMIT_TOTP, windowMs: hourMs },
    create: { name: "create", requests: config.RATE_LIMIT_CREATE, windowMs: hourMs },
    bulk: { name: "bulk", requests: config.RATE_LIMIT_BULK, windowMs: hourMs },
    // Dry runs, and what is refused as a whole, until a file is right.
    "bulk-trial": { name: "bulk-trial", requests: 6 * config.RATE_LIMIT_BULK, windowMs: hourMs },
    preview: { name: "preview", requests: config.RATE_LIMIT_PREVIEW, windowMs: hourMs },
    post: { name: "post", requests: config.RATE_LIMIT_POST, windowMs: hourMs },
    comment: { name: "comment", requests: config.RATE_LIMIT_COMMENT, windowMs: hourMs },
    "friend-request": { name: "friend-request", requests: config.RATE_LIMIT_FRIEND_REQUEST, windowMs: hourMs },
    upload: { name: "upload", requests: config.RATE_LIMIT_UPLOAD, windowMs: hourMs },
    logo: { name: "logo", requests: config.RATE_LIMIT_LOGO, windowMs: hourMs },
    anonymousCreate: { name: "anonymous-create", requests: config.RATE_LIMIT_ANONYMOUS_CREATE, windowMs: hourMs },
  };

  /** All that count a request, the narrower last. */
  function toLimits(req: Request, operation: Operation, isSignedIn: boolean): RateLimit[] {
    if (operation.limit === "none") return [];
    const general = isSignedIn ? limits.account : limits.anonymous;
    if (operation.limit === undefined) return [general];
    if (isDryRun(req, operation)) return [general, limits["bulk-trial"]];
    const isAnonymousCreate = operation.limit === "create" && !isSignedIn;
    return [general, isAnonymousCreate ? limits.anonymousCreate : limits[operation.limit]];
  }

  function toSubject(req: Request, actor: Actor | undefined): string {
    if (actor) return `account ${actor.userId}`;
    const { remoteAddress = "" } = req.socket;
    const address = clientAddress(remoteAddress, req.get("x-forwarded-for"), req.get("forwarded"));
    return `address ${toClientNetwork(address)}`;
  }

  async function take(res: Response, limit: RateLimit, subject: string): Promise<void> {
    if (limit.requests === 0) return;
    const state = await limiter.take(limit, subject);
    addHeaders(res, limit, state);
    refuse(limit, state);
  }

  function refuse({ name }: RateLimit, { isAllowed, resetMs }: RateLimitState): void {
    if (isAllowed) return;
    onRefused(name);
    const retryAfterSeconds = toSeconds(resetMs);
    throw new Problem("rate-limited", `Too many requests; try again in ${retryAfterSeconds} s`, { retryAfterSeconds });
  }

  return {
    toSubject,
    async takeRequest(req, res, operation, actor) {
      const subject = toSubject(req, actor);
      for (const limit of toLimits(req, operation, actor !== undefined)) await take(res, limit, subject);
    },
    async countRefusal(req, operation, subject) {
      if (operation.limit !== "bulk" || isDryRun(req, operation)) return;
      const { isAllowed } = await limiter.take(limits["bulk-trial"], subject);
      if (isAllowed) await limiter.giveBack(limits.bulk, subject);
    },
    takeLogo: (req, res) => take(res, limits.logo, toSubject(req, undefined)),
    async takeLogin(email) {
      refuse(limits.login, await limiter.take(limits.login, `e-mail ${email.toLowerCase()}`));
    },
    async takeMail(email) {
      refuse(limits.mail, await limiter.take(limits.mail, `e-mail ${email.toLowerCase()}`));
    },
    async takeTotpCode(userId) {
      refuse(limits.totp, await limiter.take(limits.totp, `account ${userId}`));
    },
    async giveBackTotpCode(userId) {
      await limiter.giveBack(limits.totp, `account ${userId}`);
    },
  };
}

function isDryRun(req: Request, { hasDryRun }: Operation): boolean {
  return hasDryRun === true && req.query.dry_run === "true";
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
