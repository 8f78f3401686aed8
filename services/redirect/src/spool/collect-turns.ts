import type { Click } from "@shunt/contracts/clicks";

export interface ClickTurns {
  /**
   * Records a click. The clicks of one turn of the event loop are written together, at its end; no answer may leave
   * before that. Never throws: a failing disk does not keep visitors from the destination.
   */
  append(click: Click): void;
  /** Resolves once the clicks of this turn are written; undefined when there are none. Never rejects. */
  written(): Promise<void> | undefined;
}

interface Turn {
  clicks: Click[];
  written: Promise<void>;
}

/** Collects the clicks of each turn of the event loop for one call of `write`. */
export function collectTurns(write: (clicks: readonly Click[]) => void): ClickTurns {
  let turn: Turn | undefined;

  function beginTurn(): Turn {
    const clicks: Click[] = [];
    const written = new Promise<void>(resolve => {
      setImmediate(() => {
        turn = undefined;
        write(clicks);
        resolve();
      });
    });
    return { clicks, written };
  }

  return {
    append(click) {
      turn ??= beginTurn();
      turn.clicks.push(click);
    },
    written: () => turn?.written,
  };
}
