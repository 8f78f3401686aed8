import type { Operation } from "@shunt/contracts/operations";
import { Problem } from "@shunt/contracts/problem";
import { type Caller, hasLostAccess } from "../access/index.ts";
import { authenticateAgain } from "../auth/index.ts";
import type { HttpDeps } from "./deps.ts";

/** Shorter requests are not watched (ms). */
const watchedAfterMs = 250;
/** Interval of access checks without a change notification (ms). */
const checkEveryMs = 5_000;

interface Work {
  actor: Caller | undefined;
  operation: Operation;
  /** Undefined if the work continues without the client. */
  clientSignal: (() => AbortSignal) | undefined;
}

/**
 * Watches whether the client of a running request is still connected and still has access.
 *
 * @returns `signal` aborts otherwise, with a Problem as the reason. Watching starts with the first call of `signal`.
 */
export function watchWork(
  context: HttpDeps,
  { actor, operation, clientSignal }: Work,
): { signal: () => AbortSignal; end: () => void } {
  let signal: AbortSignal | undefined;
  let end = () => {};
  const begin = () => {
    const signals = clientSignal ? [clientSignal()] : [];
    if (actor) {
      const access = watchAccess(context, actor, operation);
      end = access.end;
      signals.push(access.signal);
    }
    return AbortSignal.any(signals);
  };
  return {
    signal() {
      signal ??= begin();
      return signal;
    },
    end: () => end(),
  };
}

/** @throws Problem as `authenticateAgain` does, or "forbidden" if the actor has lost a workspace or has a lower role in it */
async function assertSameAccess(context: HttpDeps, actor: Caller, operation: Operation): Promise<void> {
  const now = await authenticateAgain(context, actor, operation);
  if (hasLostAccess(actor, now))
    throw new Problem("forbidden", "Your role in a workspace has changed. Send the request again");
}

function watchAccess(context: HttpDeps, actor: Caller, operation: Operation) {
  const controller = new AbortController();
  const check = () =>
    assertSameAccess(context, actor, operation).catch((err: unknown) => {
      if (err instanceof Problem) controller.abort(err);
      // While the database is unavailable, access cannot be revoked either.
      else context.log.warn({ err }, "access check of running request failed");
    });
  let stop = () => {};
  const begin = () => {
    const checking = setInterval(check, checkEveryMs);
    const unwatch = context.accessChanges.watch(actor.userId, check);
    stop = () => {
      clearInterval(checking);
      unwatch();
    };
    void check();
  };
  const beginning = setTimeout(begin, watchedAfterMs);
  return {
    signal: controller.signal,
    end() {
      clearTimeout(beginning);
      stop();
    },
  };
}
