import type { Click } from "@shunt/contracts/clicks";

export interface ClickBuffer {
  /**
   * Records a click. The clicks of an event loop tick are written together at its end; their answers must wait for
   * that. Never throws: visitors are redirected even if the disk fails.
   */
  append(click: Click): void;
  /** Resolves once the clicks of this tick are written; undefined without clicks. Never rejects. */
  written(): Promise<void> | undefined;
}

interface Tick {
  clicks: Click[];
  written: Promise<void>;
}

/** Collects the clicks of each event loop tick for one call of `write`. */
export function createClickBuffer(write: (clicks: readonly Click[]) => void): ClickBuffer {
  let tick: Tick | undefined;

  function beginTick(): Tick {
    const clicks: Click[] = [];
    const written = new Promise<void>(resolve => {
      setImmediate(() => {
        tick = undefined;
        write(clicks);
        resolve();
      });
    });
    return { clicks, written };
  }

  return {
    append(click) {
      tick ??= beginTick();
      tick.clicks.push(click);
    },
    written: () => tick?.written,
  };
}
