import { within } from "@shunt/runtime";
import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, handleAll } from "cockatiel";

/** Runs queries with a timeout and a circuit breaker. */
export interface Guard {
  /** @throws Error of the work, a timeout, or a `BrokenCircuitError` while the breaker is open */
  <T>(work: () => Promise<T>): Promise<T>;
  /** 0: closed. 1: open, queries are rejected. 0.5: half-open, one query probes the dependency. */
  state(): number;
}

/** Consecutive failures that open the breaker. With the timeout they bound the wait for a dead dependency. */
const failuresToOpen = 5;
/** Time that the breaker stays open, and so the longest delay until a recovered dependency is used again. */
const openMs = 1_000;

export function createGuard(name: string, timeoutMs: number): Guard {
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: openMs,
    breaker: new ConsecutiveBreaker(failuresToOpen),
  });
  const guard = <T>(work: () => Promise<T>) => breaker.execute(() => within(timeoutMs, work(), name));
  return Object.assign(guard, { state: () => toNumber(breaker.state) });
}

export function isBreakerError(err: unknown): boolean {
  return err instanceof BrokenCircuitError;
}

function toNumber(state: CircuitState): number {
  if (state === CircuitState.Closed) return 0;
  return state === CircuitState.HalfOpen ? 0.5 : 1;
}
