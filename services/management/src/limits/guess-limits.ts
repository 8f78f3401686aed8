import type { RateLimiter, RateLimitState } from "@shunt/cache";
import { Problem } from "@shunt/contracts/problem";
import type { Config } from "../config.ts";
import type { LimitName, NamedLimit } from "../limit-names.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** Wrong passwords of a link in an hour over all networks, as a multiple of those of a network in five minutes. */
const unlockLinkFactor = 10;
/** Daily limit for strangers, as a multiple of the configured limit. With the default, 100 (NIST SP 800-63B-4, 3.2.2). */
const strangersPerDayFactor = 5;

export type GuessKind = "login" | "totp";

/**
 * Limits wrong passwords and codes, so that attackers can neither guess them nor lock the owner out (OWASP ASVS 5.0,
 * 6.1.1 and 6.3.1). Each network has an allowance per account. Strangers, which are networks from which the account has
 * never signed in, also share a second one, so that many networks guess no faster than one. Each session has its own
 * allowance.
 *
 * A guess counts before it is verified, so that concurrent guesses cannot exceed the limit. A correct guess is given
 * back.
 */
export interface GuessLimits {
  /** Call it before any look-up. @throws Problem "rate-limited" */
  begin(guess: { of: GuessKind; account: string; network: string }): Promise<Guess>;
  /** For a signed-in user. @throws Problem "rate-limited" */
  beginInSession(of: GuessKind, session: string): Promise<Guess>;
  /**
   * For the password of a link, which counts by network over all links, and by link over all networks.
   *
   * @param link any text, also for links that do not exist
   * @throws Problem "rate-limited"
   */
  beginUnlock(guess: { link: string; network: string }): Promise<Pick<Guess, "giveBack">>;
}

export interface Guess {
  /** Call it if the account has never signed in from the network. @throws Problem "rate-limited" */
  countAsStranger(): Promise<void>;
  /** For a guess that was correct or never verified. */
  giveBack(): Promise<void>;
}

interface Taken {
  limit: NamedLimit;
  subject: string;
}

export interface GuessLimitsDeps {
  limiter: RateLimiter;
  config: Config;
  onRefused: (limit: LimitName) => void;
}

export function createGuessLimits({ limiter, config, onRefused }: GuessLimitsDeps): GuessLimits {
  const limits = {
    login: toLimits("login", config.limits.login, 5 * minuteMs),
    totp: toLimits("totp", config.limits.totp, hourMs),
  };
  const unlock = { name: "unlock", requests: config.limits.unlock, windowMs: 5 * minuteMs } as const;
  const unlockLink = {
    name: "unlock-link",
    requests: unlockLinkFactor * config.limits.unlock,
    windowMs: hourMs,
  } as const;

  async function take(taken: readonly Taken[]): Promise<() => Promise<unknown>> {
    const states = await Promise.all(
      taken.map(async each => ({ ...each, state: await limiter.take(each.limit, each.subject) })),
    );
    const giveBack = () =>
      Promise.all(states.map(({ limit, subject, state }) => state.isAllowed && limiter.giveBack(limit, subject)));
    const refused = states.filter(({ state }) => !state.isAllowed);
    if (refused.length === 0) return giveBack;
    await giveBack();
    for (const { limit } of refused) onRefused(limit.name);
    throw tooManyProblem(refused.map(({ state }) => state));
  }

  async function begin(of: GuessKind, subject: string, strangers: string): Promise<Guess> {
    const { brief, long } = limits[of];
    const giveBacks = [await take([{ limit: brief, subject }])];
    return {
      async countAsStranger() {
        giveBacks.push(await take([brief, long].map(limit => ({ limit, subject: strangers }))));
      },
      async giveBack() {
        for (const giveBack of giveBacks.splice(0)) await giveBack();
      },
    };
  }

  return {
    begin: ({ of, account, network }) => begin(of, `${account} at ${network}`, `strangers of ${account}`),
    beginInSession: (of, session) => begin(of, `session ${session}`, `strangers of session ${session}`),
    async beginUnlock({ link, network }) {
      const giveBack = await take([
        { limit: unlock, subject: `links at ${network}` },
        { limit: unlockLink, subject: link },
      ]);
      return {
        async giveBack() {
          await giveBack();
        },
      };
    },
  };
}

function toLimits(name: GuessKind, requests: number, windowMs: number): { brief: NamedLimit; long: NamedLimit } {
  return {
    brief: { name, requests, windowMs },
    long: { name: `${name}-day` as const, requests: strangersPerDayFactor * requests, windowMs: dayMs },
  };
}

function tooManyProblem(states: readonly RateLimitState[]): Problem {
  const retryAfterSeconds = Math.max(1, ...states.map(({ resetMs }) => Math.ceil(resetMs / 1_000)));
  return new Problem("rate-limited", `Too many attempts; try again in ${retryAfterSeconds} s`, { retryAfterSeconds });
}
