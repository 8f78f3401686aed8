import type { AccessChanges } from "@shunt/cache";
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

interface Confirmed {
  user: UserRecord;
  unwatch: () => void;
}

export interface OperatorMemoryDeps {
  findUser: FindUser;
  accessChanges: Pick<AccessChanges, "watch">;
  /** Lifetime of a session. */
  maxAgeMs: number;
}

/**
 * Keeps the sessions of operators that Postgres has confirmed. It forgets a session when a change of its account's access is
 * published, and checks all every ten seconds, as a message can be lost and `shunt user` publishes none.
 */
export function createOperatorMemory({ findUser, accessChanges, maxAgeMs }: OperatorMemoryDeps): OperatorMemory {
  const confirmed = new QuickLRU<string, Confirmed>({
    maxSize: maxSessions,
    maxAge: maxAgeMs,
    onEviction: (_sessionId, { unwatch }) => unwatch(),
  });
  let changes = 0;

  async function confirm(sessionId: string): Promise<UserRecord | undefined> {
    const changesBefore = changes;
    const user = await within(confirmMs, findUser(sessionId), "the session");
    const operator = user?.isActive && user.role === "admin" ? user : undefined;
    if (!operator) forget(sessionId);
    // Otherwise the answer may be older than the change.
    else if (changes === changesBefore) remember(sessionId, operator);
    return operator;
  }

  function remember(sessionId: string, user: UserRecord): void {
    const known = confirmed.get(sessionId);
    const unwatch = known?.unwatch ?? accessChanges.watch(user.id, () => onChange(sessionId));
    confirmed.set(sessionId, { user, unwatch });
  }

  function forget(sessionId: string): void {
    confirmed.get(sessionId)?.unwatch();
    confirmed.delete(sessionId);
  }

  /** Most changes, such as a deleted API key, leave the session. */
  function onChange(sessionId: string): void {
    changes += 1;
    forget(sessionId);
    void confirm(sessionId).catch(() => {});
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
        const user = confirmed.get(sessionId)?.user;
        if (!user) throw new Problem("unavailable", "Postgres does not respond", { cause: err });
        return { user, isRemembered: true };
      }
    },
    checkAgain,
    stop() {
      clearInterval(timer);
      for (const sessionId of [...confirmed.keys()]) forget(sessionId);
    },
  };
}
