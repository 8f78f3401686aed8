import type { Db } from "@shunt/db";
import { system } from "../access/index.ts";
import { type AuditEntry, writeAudit } from "../audit/index.ts";
import { announceChanges, type CacheChange, insertOutboxRows } from "./cache-outbox.ts";
import type { ChangesDeps } from "./deps.ts";

export type ChangeDeps = Pick<ChangesDeps, "db" | "linkCache" | "domainCache" | "outbox" | "log" | "config">;

export interface ChangeOptions {
  /** Rolls back at the end. */
  isDryRun?: boolean;
  /** `run` executes a single statement, which Postgres commits by itself: saves the round trips of a transaction. */
  isOneStatement?: boolean;
}

/** Created only by `runChanges`. */
export class ChangeTransaction {
  readonly db: Db;
  readonly #actor: AuditEntry["actor"];
  readonly #finishers: (() => Promise<CacheChange[]>)[] = [];

  constructor(db: Db, actor: AuditEntry["actor"] = system) {
    this.db = db;
    this.#actor = actor;
  }

  audit(entry: Omit<AuditEntry, "actor">): Promise<void> {
    return writeAudit(this.db, { ...entry, actor: this.#actor });
  }

  /** @param finish runs before the commit, and returns the changes to announce */
  onFinish(finish: () => Promise<CacheChange[]>): void {
    this.#finishers.push(finish);
  }

  async finish(): Promise<CacheChange[]> {
    const changes: CacheChange[] = [];
    for (const finish of this.#finishers) changes.push(...(await finish()));
    return changes;
  }
}

/**
 * Runs writes in a transaction, followed by audit entries, outbox rows, the commit and the announcement to the caches.
 * Use `changeLinks` for links, `changeDomains` for domains, and this for both in one transaction.
 */
export async function runChanges<T>(
  deps: ChangeDeps,
  actor: AuditEntry["actor"] | undefined,
  run: (tx: ChangeTransaction) => Promise<T>,
  { isDryRun = false, isOneStatement = false }: ChangeOptions = {},
): Promise<T> {
  const runOnce = async (db: Db) => {
    const tx = new ChangeTransaction(db, actor);
    const result = await run(tx);
    const changes = await tx.finish();
    return { result, changes, outboxIds: await insertOutboxRows(db, changes) };
  };
  if (isDryRun) return (await rollBack(deps.db, runOnce)).result;
  const { result, changes, outboxIds } = await (isOneStatement
    ? runOnce(deps.db)
    : deps.db.transaction().execute(runOnce));
  await announceChanges(deps, outboxIds, changes);
  return result;
}

class DryRunEnd<T> extends Error {
  readonly value: T;

  constructor(value: T) {
    super("rolled back");
    this.value = value;
  }
}

async function rollBack<T>(db: Db, run: (tx: Db) => Promise<T>): Promise<T> {
  try {
    return await db.transaction().execute(async tx => {
      throw new DryRunEnd(await run(tx));
    });
  } catch (err) {
    if (err instanceof DryRunEnd) return err.value;
    throw err;
  }
}
