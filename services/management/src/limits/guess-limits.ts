import type { RateLimit, RateLimiter, RateLimitState } from "@shunt/cache";
import { Problem } from "@shunt/contracts/problem";
import type { Config } from "../config.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** NIST SP 800-63B-4, 3.2.2: no more than 100 failed attempts on an account, which is five times the default. */
const strangersADay = 5;

/** What is guessed. */
export type GuessKind = "login" | "totp";

/**
 * Counts wrong passwords and codes so that nobody guesses one, and nobody locks the owner out by guessing (OWASP ASVS 5.0, 6.1.1
 * and 6.3.1). Each network has an allowance for each account. Networks from which the account has never been signed in to share
 * a second allowance, so that many of them are no faster than one. A session has an allowance of its own.
 *
 * A guess is counted before it is verified, so that many at once are no more than allowed; a right one is given back.
 */
export interface GuessLimits {
  /** Counts a guess before anything is looked up. @throws Problem "rate-limited" */
  begin(guess: { of: GuessKind; account: string; network: string }): Promise<Guess>;
  /** Counts a guess of somebody who is signed in. @throws Problem "rate-limited" */
  beginInSession(of: GuessKind, session: string): Promise<Guess>;
}

export interface Guess {
  /** Counts it for all strangers as well, once the network turned out to be one. @throws Problem "rate-limited" */
  countAsStranger(): Promise<void>;
  /** Stops counting it: it was right, or was never verified. */
  giveBack(): Promise<void>;
}

export interface GuessLimitsDeps {
  limiter: RateLimiter;
  config: Config;
  /** Called with the name of the limit that refused a guess. */
  onRefused: (limit: string) => void;
}

export function createGuessLimits({ limiter, config, onRefused }: GuessLimitsDeps): GuessLimits {
  const limits = {
    login: toLimits("login", config.limits.login, 5 * minuteMs),
    totp: toLimits("totp", config.limits.totp, hourMs),
  };

  async function take(subject: string, taken: readonly RateLimit[]): Promise<() => Promise<unknown>> {
    const states = await Promise.all(taken.map(async limit => ({ limit, state: await limiter.take(limit, subject) })));
    const giveBack = () =>
      Promise.all(states.map(({ limit, state }) => state.isAllowed && limiter.giveBack(limit, subject)));
    const refused = states.filter(({ state }) => !state.isAllowed);
    if (refused.length === 0) return giveBack;
    await giveBack();
    for (const { limit } of refused) onRefused(limit.name);
    throw tooManyProblem(refused.map(({ state }) => state));
  }

  async function begin(of: GuessKind, subject: string, strangers: string): Promise<Guess> {
    const { brief, long } = limits[of];
    const giveBacks = [await take(subject, [brief])];
    return {
      async countAsStranger() {
        giveBacks.push(await take(strangers, [brief, long]));
      },
      async giveBack() {
        for (const giveBack of giveBacks.splice(0)) await giveBack();
      },
    };
  }

  return {
    begin: ({ of, account, network }) => begin(of, `${account} at ${network}`, `strangers of ${account}`),
    beginInSession: (of, session) => begin(of, `session ${session}`, `strangers of session ${session}`),
  };
}

function toLimits(name: string, requests: number, windowMs: number): { brief: RateLimit; long: RateLimit } {
  return {
    brief: { name, requests, windowMs },
    long: { name: `${name}-day`, requests: strangersADay * requests, windowMs: dayMs },
  };
}

function tooManyProblem(states: readonly RateLimitState[]): Problem {
  const retryAfterSeconds = Math.max(1, ...states.map(({ resetMs }) => Math.ceil(resetMs / 1_000)));
  return new Problem("rate-limited", `Too many attempts; try again in ${retryAfterSeconds} s`, { retryAfterSeconds });
}
