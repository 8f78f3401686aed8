import { findTestClickHouse } from "@shunt/testing/stores";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anyQuestion, own } from "../../testing/both-stores/random-questions.ts";
import { type BothStores, type Query, startBothStores } from "../../testing/both-stores/start-both-stores.ts";

const engine = await findTestClickHouse();
const testBoth = test.skipIf(engine === undefined);
const where = engine ? "" : " (needs the engine of ClickHouse or TEST_CLICKHOUSE_URL)";

const seed = Date.now() & 0xffff;
let both: BothStores;
beforeAll(async () => {
  if (engine) both = await startBothStores(engine, { seed, moves: true });
});
afterAll(async () => {
  await both?.stop();
  await engine?.stop();
});

async function expectSame(path: string, query: Query, token?: string): Promise<unknown> {
  const [expected, found] = await both.ask(path, query, token);
  expect(found, `${path} ${JSON.stringify(query)} (clicks of seed ${seed})`).toEqual(expected);
  return found;
}

testBoth.each(Object.keys(own))(
  `%s answers alike after shunt clicks move was killed several times${where}`,
  async name => {
    await fc.assert(
      fc.asyncProperty(anyQuestion(name, both.codes), ({ path, query }) => expectSame(path, query).then(() => {})),
      { numRuns: 10, endOnFailure: true },
    );
  },
);

testBoth(`each link has its summary, and each code without a link its visits, after a move${where}`, async () => {
  for (const code of both.codes) {
    const summary = await expectSame(`/api/v1/analytics/${code}/summary`, { days: "365" });
    expect(JSON.stringify(summary)).toMatch(/"clicks":[1-9]/);
  }
  await expectSame("/api/v1/analytics/orphans", { days: "90" }, both.tokens.administrator);
});
