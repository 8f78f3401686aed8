import { copyTransaction, countedDimensions } from "@shunt/db";
import fc from "fast-check";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aStoredClick } from "../testing/a-stored-click.ts";
import { anyStoredClick } from "../testing/any-stored-click.ts";
import { findSums } from "../testing/find-sums.ts";
import { insertTestLink, startTestIngest, type TestIngest } from "../testing/test-ingest.ts";
import { rebuildLink } from "../upkeep/rebuild.ts";
import { aggregate, toTotals } from "./aggregate/aggregate.ts";
import { addAggregates } from "./aggregate/aggregate-store.ts";
import { addTotals } from "./aggregate/totals-store.ts";
import { storeClicks } from "./commit/commit-batches.ts";
import { dimensionReaders } from "./dimension-readers.ts";
import { drawIdHigh, drawIdLow } from "./slim/short-id.ts";
import type { StoredClick } from "./store/stored-click.ts";

let worker: TestIngest;
beforeAll(async () => {
  worker = await startTestIngest();
});
afterAll(() => worker.stop());

async function writeClicks(clicks: readonly StoredClick[], first: ReadonlySet<StoredClick>): Promise<void> {
  await copyTransaction(worker.pool, async (tx, copy) => {
    await addTotals(tx, toTotals(clicks));
    await storeClicks({ tx, copy, findPartIds: worker.findPartIds, countWide: () => {} }, { clicks, first });
    await addAggregates({ tx, copy }, aggregate(clicks, first), new Set());
  });
}

test("rebuildLink reproduces the sums of ingest for any clicks", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(anyStoredClick, fc.boolean()), { minLength: 1, maxLength: 30 }), async made => {
      const linkId = await insertTestLink(worker.db);
      // Some are stored with ids of their values, others with the values.
      const clicks = made.map(([given], i) =>
        aStoredClick({
          ...given,
          linkId,
          id: i % 3 === 0 ? uuidv7() : undefined,
          idHigh: drawIdHigh(),
          idLow: drawIdLow(),
        }),
      );
      await writeClicks(clicks, new Set(clicks.filter((_, i) => made[i]?.[1])));
      const written = await findSums(worker.db, linkId);

      await rebuildLink(worker.db, linkId);

      expect(await findSums(worker.db, linkId)).toEqual(written);
    }),
    { numRuns: 40 },
  );
});

test("dimensionReaders read every dimension of a click", () => {
  const click = aStoredClick({
    class: "bot",
    classReason: "googlebot",
    place: { country: "DE", region: "Bavaria", city: "Munich" },
    agent: { browser: "Chrome", browserVersion: "149.0", os: "Windows", osVersion: "11", device: "desktop" },
    referrerHost: "news.example",
    language: "de",
    source: "qr",
    utm: { source: "s", medium: "m", campaign: "c", term: "t", content: "o" },
    rule: "iOS",
    variant: "B",
  });

  const counted = Object.fromEntries(
    dimensionReaders.map((reader, i) => [countedDimensions[i]?.name, [reader.value(click), reader.detail(click)]]),
  );

  expect(counted).toEqual({
    country: ["DE", ""],
    region: ["Bavaria", "DE"],
    city: ["Munich", "Bavaria, DE"],
    browser: ["Chrome", "149.0"],
    os: ["Windows", "11"],
    device: ["desktop", ""],
    referrer: ["news.example", ""],
    language: ["de", ""],
    destination: ["https://example.com/", ""],
    source: ["qr", ""],
    class: ["bot", "googlebot"],
    utm_source: ["s", ""],
    utm_medium: ["m", ""],
    utm_campaign: ["c", ""],
    utm_term: ["t", ""],
    utm_content: ["o", ""],
    rule: ["iOS", ""],
    variant: ["B", ""],
  });
});
