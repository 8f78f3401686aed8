import type { Click } from "@shunt/contracts/clicks";

export interface ClickBuffer {
  /**
   * Records a click. The clicks of an event loop tick are written together at its end; their answers must wait for
   * that. Never throws: visitors are redirected even if the disk fails.
   */
  append(click: Click): void;
  /** Runs a function once the clicks of this tick are written; at once without clicks. It must not throw. */
  whenWritten(then: () => void): void;
  /** Resolves once the clicks of this tick are written; undefined without clicks. Never rejects. */
  written(): Promise<void> | undefined;
}

interface Tick {
  clicks: Click[];
  /** Run after the write. Functions instead of promises, which would cost each answer several more objects. */
  waiting: (() => void)[];
}

/** Collects the clicks of each event loop tick for one call of `write`. */
export function createClickBuffer(write: (clicks: readonly Click[]) => void): ClickBuffer {
  let tick: Tick | undefined;

  function beginTick(): Tick {
    const begun: Tick = { clicks: [], waiting: [] };
    setImmediate(() => {
      tick = undefined;
      write(begun.clicks);
      for (const then of begun.waiting) then();
    });
    return begun;
  }

  return {
    append(click) {
      tick ??= beginTick();
      tick.clicks.push(click);
    },
    whenWritten(then) {
      if (tick === undefined) then();
      else tick.waiting.push(then);
    },
    written() {
      const { waiting } = tick ?? {};
      return waiting && new Promise<void>(resolve => waiting.push(resolve));
    },
  };
}
