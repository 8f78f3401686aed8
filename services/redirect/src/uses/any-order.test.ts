import { createDb, type Db } from "@shunt/db";
import { createTestDatabase } from "@shunt/testing/stores";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertLimitedLink, setMaxClicks } from "../testing/insert-limited-link.ts";
import type { Use } from "./known-uses.ts";
import { createLinkUses, type LinkUses } from "./link-uses.ts";
import { readUses, reserveUses, returnUses } from "./use-store.ts";

let db: Db;
beforeAll(async () => {
  db = createDb({ url: (await createTestDatabase()).url, max: 4, applicationName: "test" });
});
afterAll(() => db.destroy());

/** Processes that reserve ahead at once, as no time passes between their clicks. */
function aProcess(): LinkUses {
  return createLinkUses({
    reserve: requests => reserveUses(db, requests),
    readUses: ids => readUses(db, ids),
    returnUses: unused => returnUses(db, unused),
    onLost: () => {},
    now: () => 1_000,
  });
}

const process = fc.constantFrom(0, 1);
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant("take" as const), process, visitors: fc.integer({ min: 1, max: 12 }) }),
  },
  // Relative to the clicks so far; the last one allows to reserve ahead.
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("limit" as const), more: fc.constantFrom(0, 1, 5, 1_000_000) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("give back" as const), process }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("restart" as const), process }) },
);

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** A link that two processes count. */
class World {
  #limit = 1_000_000;
  #version = 1;
  #link = "";
  readonly #processes = [aProcess(), aProcess()];
  readonly #taken: Use[][] = [[], []];

  get count(): number {
    return this.#taken.flat().length;
  }

  async begin(): Promise<void> {
    this.#link = await insertLimitedLink(db, this.#limit);
  }

  async run(next: Step): Promise<void> {
    if (next.kind === "limit") return this.#setLimit(Math.max(1, this.count + next.more));
    if (next.kind === "take") return this.#take(next.process, next.visitors);
    if (next.kind === "give back") return this.#giveBack(next.process);
    await this.#processOf(next.process).stop();
    this.#processes[next.process] = aProcess();
  }

  /** Returns the clicks that Postgres counts in the end. */
  async end(): Promise<number | undefined> {
    for (const uses of this.#processes) await uses.stop();
    return (await readUses(db, [this.#link]))[0];
  }

  #processOf(at: number): LinkUses {
    return this.#processes[at] as LinkUses;
  }

  async #setLimit(limit: number): Promise<void> {
    this.#limit = limit;
    this.#version += 1;
    await setMaxClicks(db, this.#link, limit);
  }

  async #take(at: number, visitors: number): Promise<void> {
    const uses = this.#processOf(at);
    const all = await Promise.all(
      Array.from({ length: visitors }, () => uses.take(this.#link, { limit: this.#limit, version: this.#version })),
    );
    const taken = all.filter(use => use.taken);
    this.#taken[at]?.push(...taken);
    if (taken.length > 0) expect(this.count).toBeLessThanOrEqual(this.#limit);
  }

  #giveBack(at: number): void {
    const last = this.#taken[at]?.pop();
    if (last) this.#processOf(at).giveBack(this.#link, last);
  }
}

test("a process does not use clicks from before a limit that was higher in between", async () => {
  const world = new World();
  await world.begin();
  const take = (process: 0 | 1, visitors: number) => ({ kind: "take" as const, process, visitors });
  const back = { kind: "give back" as const, process: 1 as const };
  const limit = (more: 1 | 5) => ({ kind: "limit" as const, more });

  for (const next of [limit(5), take(1, 2), limit(5), back, take(0, 4), back, limit(1), take(1, 2), take(0, 1)])
    await world.run(next);

  expect(world.count).toBeLessThanOrEqual(5);
});

test("no more visitors than the limit get a click, in whatever order clicks are taken, returned and limited", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async steps => {
      const world = new World();
      await world.begin();
      for (const next of steps) await world.run(next);
      const { count } = world;
      expect(await world.end()).toBe(count);
    }),
    { numRuns: 30 },
  );
});
