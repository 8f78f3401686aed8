import type { Db } from "@shunt/db";
import type { Logger } from "@shunt/runtime";
import { sql } from "kysely";

/** Well within the time after which the worker takes a note for one that was forgotten. */
const gatherMs = 50;

/**
 * Deletes notes of the outbox whose changes the caches have heard, gathered into one statement: nobody waits for it. What a crash
 * leaves, or a failure, the worker tells the caches once more.
 */
export class OutboxSettler {
  readonly #db: Db;
  readonly #log: Logger;
  #ids: number[] = [];
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(db: Db, log: Logger) {
    this.#db = db;
    this.#log = log;
  }

  settle(ids: readonly number[]): void {
    this.#ids.push(...ids);
    this.#timer ??= setTimeout(() => this.#flush(), gatherMs);
  }

  /** Deletes what has been gathered. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#flush();
    await this.#running;
  }

  #flush(): void {
    this.#timer = undefined;
    const ids = this.#ids;
    this.#ids = [];
    if (ids.length > 0) this.#running = this.#running.then(() => this.#delete(ids));
  }

  async #delete(ids: readonly number[]): Promise<void> {
    try {
      await sql`/* prepared delete-outbox-rows */ delete from cache_outbox where id = any(${ids}::bigint[])`.execute(
        this.#db,
      );
    } catch (err) {
      this.#log.warn({ err, count: ids.length }, "notes for the caches are left to the worker");
    }
  }
}
