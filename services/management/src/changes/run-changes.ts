import type { Db } from "@shunt/db";
import { system } from "../access/index.ts";
import { type AuditEntry, writeAudit } from "../audit/index.ts";
import { announceChanges, type CacheChange, insertOutboxRows } from "./cache-outbox.ts";
import type { ChangesDeps } from "./deps.ts";

export type ChangeDeps = Pick<ChangesDeps, "db" | "linkCache" | "domainCache" | "outbox" | "log" | "config">;

export interface ChangeOptions {
  /** Rolls back at the end, so that nothing is left. */
  isDryRun?: boolean;
}

/** The transaction of writes that caches must learn of. Only `runChanges` makes one. */
export class ChangeTransaction {
  readonly db: Db;
  readonly #actor: AuditEntry["actor"];
  readonly #finishers: (() => Promise<CacheChange[]>)[] = [];

  constructor(db: Db, actor: AuditEntry["actor"] = system) {
    this.db = db;
    this.#actor = actor;
  }

  /** Adds an entry of the actor to the audit log. */
  audit(entry: Omit<AuditEntry, "actor">): Promise<void> {
    return writeAudit(this.db, { ...entry, actor: this.#actor });
  }

  /** @param finish does before the commit what follows from the writes, and returns what the caches must learn */
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
 * Runs writes in a transaction with what must follow them: audit, outbox, commit, announcement. `changeLinks` and `changeDomains`
 * are this for links and for domains; use it for both in one transaction.
 */
export async function runChanges<T>(
  deps: ChangeDeps,
  actor: AuditEntry["actor"] | undefined,
  run: (tx: ChangeTransaction) => Promise<T>,
  { isDryRun = false }: ChangeOptions = {},
): Promise<T> {
  const runOnce = async (db: Db) => {
    const tx = new ChangeTransaction(db, actor);
    const result = await run(tx);
    const changes = await tx.finish();
    return { result, changes, outboxIds: await insertOutboxRows(db, changes) };
  };
  if (isDryRun) return (await rollBack(deps.db, runOnce)).result;
  const { result, changes, outboxIds } = await deps.db.transaction().execute(runOnce);
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
