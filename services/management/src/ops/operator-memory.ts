import { Problem } from "@shunt/contracts/problem";
import { within } from "@shunt/runtime";
import QuickLRU from "quick-lru";
import type { UserRecord } from "../auth/index.ts";

/** Time that Postgres has to confirm a session (ms). */
const confirmMs = 1_000;
const refreshEveryMs = 10_000;
const maxSessions = 1_000;

type FindUser = (sessionId: string) => Promise<UserRecord | undefined>;

export interface FoundOperator {
  user: UserRecord;
  /** Postgres did not respond: the session was valid at the last check, at most ten seconds before it went away. */
  isRemembered: boolean;
}

export interface OperatorMemory {
  /**
   * Returns the active administrator of a session.
   *
   * @throws Problem "unavailable" if Postgres does not respond and this process has not confirmed the session before
   */
  find(sessionId: string): Promise<FoundOperator | undefined>;
  /** Checks the remembered sessions, and forgets those that have no access any more. */
  checkAgain(): Promise<void>;
  stop(): void;
}

/**
 * Keeps the sessions of operators that Postgres has confirmed, and checks them again every ten seconds, so that a
 * session that ended is not remembered. @param maxAgeMs lifetime of a session
 */
export function createOperatorMemory(findUser: FindUser, maxAgeMs: number): OperatorMemory {
  const confirmed = new QuickLRU<string, UserRecord>({ maxSize: maxSessions, maxAge: maxAgeMs });

  async function confirm(sessionId: string): Promise<UserRecord | undefined> {
    const user = await within(confirmMs, findUser(sessionId), "the session");
    const operator = user?.isActive && user.role === "admin" ? user : undefined;
    if (operator) confirmed.set(sessionId, operator);
    else confirmed.delete(sessionId);
    return operator;
  }

  // A check that fails keeps the session: that is what the memory is for.
  const checkAgain = async () => void (await Promise.allSettled([...confirmed.keys()].map(confirm)));
  const timer = setInterval(() => void checkAgain(), refreshEveryMs);
  return {
    async find(sessionId) {
      try {
        const user = await confirm(sessionId);
        return user && { user, isRemembered: false };
      } catch (err) {
        const user = confirmed.get(sessionId);
        if (!user) throw new Problem("unavailable", "Postgres does not respond", { cause: err });
        return { user, isRemembered: true };
      }
    },
    checkAgain,
    stop: () => clearInterval(timer),
  };
}
