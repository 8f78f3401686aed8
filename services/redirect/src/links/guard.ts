import { within } from "@shunt/runtime";
import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, handleAll } from "cockatiel";

/** Runs work against a dependency in bounded time, and not at all while the dependency keeps failing. */
export interface Guard {
  /** @throws Error of the work, a timeout, or a `BrokenCircuitError` while the breaker is open. */
  <T>(work: () => Promise<T>): Promise<T>;
  /** 0: closed, all is well. 1: open, nothing is asked. 0.5: one question is under way to find out. */
  state(): number;
}

/** So many failures in a row open the breaker; with the timeout this bounds how long anybody waits for what is dead. */
const failuresToOpen = 5;
/** How long nothing is asked. Also the longest time that passes unused once the dependency is back. */
const openMs = 1_000;

export function createGuard(name: string, timeoutMs: number): Guard {
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: openMs,
    breaker: new ConsecutiveBreaker(failuresToOpen),
  });
  const guard = <T>(work: () => Promise<T>) => breaker.execute(() => within(timeoutMs, work(), name));
  return Object.assign(guard, { state: () => toNumber(breaker.state) });
}

/** Whether the work was not even tried. */
export function wasNotTried(err: unknown): boolean {
  return err instanceof BrokenCircuitError;
}

function toNumber(state: CircuitState): number {
  if (state === CircuitState.Closed) return 0;
  return state === CircuitState.HalfOpen ? 0.5 : 1;
}
