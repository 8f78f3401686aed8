import { setTimeout as sleep } from "node:timers/promises";
import { isClickHouseUnavailable } from "@shunt/clickhouse";
import { isUnavailable, selectClicks } from "@shunt/db";
import { sql } from "kysely";
import { findMarksInClickHouse } from "./ledger-in-clickhouse.ts";
import type { Shunt } from "./start-shunt.ts";
import type { Visit, Visitors } from "./visitors.ts";

const pollMs = 50;

/** Time from an answer to the commit that counts it (ms), of the visits to one link, while visitors click. */
export class CountDelays {
  readonly delaysMs: number[] = [];
  readonly #shunt: Shunt;
  readonly #visitors: Visitors;
  readonly #waiting = new Map<string, Visit & { answeredAt: number }>();
  readonly #running: Promise<void>;
  #seen = 0;
  #isStopped = false;

  constructor(shunt: Shunt, visitors: Visitors) {
    this.#shunt = shunt;
    this.#visitors = visitors;
    this.#running = this.#run();
  }

  /** Waits for the clicks that it follows. Returns all delays in ascending order. */
  async stop(): Promise<number[]> {
    this.#isStopped = true;
    await this.#running;
    return this.delaysMs.toSorted((a, b) => a - b);
  }

  async #run(): Promise<void> {
    while (!this.#isStopped || this.#waiting.size > 0) {
      if (!this.#isStopped) this.#follow();
      await this.#count();
      await sleep(pollMs);
    }
  }

  #follow(): void {
    const { visits } = this.#visitors;
    const first = visits[0]?.link;
    for (; this.#seen < visits.length; this.#seen++) {
      const visit = visits[this.#seen] as Visit;
      const { answeredAt, mark, link } = visit;
      if (answeredAt !== undefined && visit.status === 302 && link === first)
        this.#waiting.set(mark, { ...visit, answeredAt });
    }
  }

  async #count(): Promise<void> {
    const [oldest] = this.#waiting.values();
    if (!oldest) return;
    // A minute earlier, for a click that was recorded long before its answer arrived.
    const since = new Date(oldest.answeredAt - 60_000);
    try {
      const marks = await this.#findStored(oldest.link.id, since);
      const now = Date.now();
      for (const mark of marks) this.#settle(mark, now);
    } catch (err) {
      if (!isUnavailable(err) && !isClickHouseUnavailable(err)) throw err;
    }
  }

  /** Returns the marks of the clicks that it waits for and that are stored. */
  async #findStored(link: string, since: Date): Promise<string[]> {
    const { db, clickHouse } = this.#shunt;
    const marks = [...this.#waiting.keys()];
    if (clickHouse) return findMarksInClickHouse(clickHouse, { link, since, marks });
    const { rows } = await sql<{ mark: string }>`
      select utm_content as mark from ${selectClicks()} as e
      where link_id = ${link} and clicked_at >= ${since} and utm_content = any(${marks})`.execute(db);
    return rows.map(({ mark }) => mark);
  }

  #settle(mark: string, now: number): void {
    const visit = this.#waiting.get(mark);
    if (!visit) return;
    this.#waiting.delete(mark);
    this.delaysMs.push(Math.max(0, now - visit.answeredAt));
  }
}
