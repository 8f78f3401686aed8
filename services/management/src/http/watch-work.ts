import type { Operation } from "@shunt/contracts/operations";
import { Problem } from "@shunt/contracts/problem";
import { type Caller, hasLostAccess } from "../access/index.ts";
import { authenticateAgain } from "../auth/index.ts";
import type { HttpDeps } from "./deps.ts";

/** A request that is answered sooner is not watched (ms). */
const watchedAfterMs = 250;
/** How often a longer one checks that it may go on, where no notice comes (ms). */
const checkEveryMs = 5_000;

/** What a request is worked on for. */
interface Work {
  actor: Caller | undefined;
  operation: Operation;
  /** Undefined where the work goes on without the client. */
  clientSignal: (() => AbortSignal) | undefined;
}

/**
 * Watches, while a request is worked on, whether its client is there and would still be admitted.
 *
 * @returns `signal`: aborted when it is not, with a Problem as the reason; the watch begins when it is first asked for
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

/** @throws Problem as `authenticateAgain` does, or "forbidden" where the actor has lost a workspace or has a lesser role in it */
async function assertSameAccess(context: HttpDeps, actor: Caller, operation: Operation): Promise<void> {
  const now = await authenticateAgain(context, actor, operation);
  if (hasLostAccess(actor, now)) throw new Problem("forbidden", "Your role in a workspace has changed");
}

function watchAccess(context: HttpDeps, actor: Caller, operation: Operation) {
  const controller = new AbortController();
  const check = () =>
    assertSameAccess(context, actor, operation).catch((err: unknown) => {
      if (err instanceof Problem) controller.abort(err);
      // While the database is away, access cannot be taken away either.
      else context.log.warn({ err }, "access of a request under way not checked");
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
