import { repeat } from "@shunt/runtime";
import type { CheckResult } from "./check-destination.ts";
import { type CheckTable, checkTables, claimChecks } from "./check-store.ts";
import { type CheckDeps, runCheck } from "./run-check.ts";

const defaultPollMs = 1_000;
const maxInHand = 16;

export interface HealthCheckerDeps extends CheckDeps {
  pollMs?: number;
  onChecked: (kind: CheckResult["kind"]) => void;
  onError: (err: unknown) => void;
}

/** Checks due destinations; any number of workers may. `stop` ends running requests, whose links are checked later. */
export function startHealthChecker(deps: HealthCheckerDeps): { stop(): Promise<void> } {
  const { db, fetch, pollMs = defaultPollMs, onChecked, onError } = deps;
  const running = new Set<Promise<void>>();
  let tables = [...checkTables];
  let isStopping = false;

  async function claim(): Promise<void> {
    // They take turns to be first, so that none keeps the other waiting.
    tables = tables.toReversed();
    for (const table of tables) await claimFrom(table);
  }

  async function claimFrom(table: CheckTable): Promise<void> {
    const free = maxInHand - running.size;
    if (free === 0) return;
    for (const check of await claimChecks(db, table, free)) {
      const run = runCheck(deps, check, () => isStopping)
        .then(kind => kind && onChecked(kind))
        // The lease of a check without a stored result ends, and it is repeated.
        .catch(onError)
        .finally(() => running.delete(run)) as Promise<void>;
      running.add(run);
    }
  }

  const claiming = repeat({ run: claim, everyMs: pollMs, onError });
  return {
    async stop() {
      isStopping = true;
      await fetch.stop();
      await claiming.stop();
      await Promise.all(running);
    },
  };
}
