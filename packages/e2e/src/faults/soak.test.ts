import { appendFileSync } from "node:fs";
import { findLedgerFile, soakDurationMs } from "@shunt/testing/stores";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { expectExact, readLedger } from "../harness/ledger.ts";
import { makeLinks } from "../harness/make-links.ts";
import { type Memory, readMemory, toTrends } from "../harness/memory.ts";
import { type Shunt, startShunt } from "../harness/start-shunt.ts";
import { Visitors } from "../harness/visitors.ts";

const clicksPerSecond = 300;
const sampleMs = 10_000;
/** With fewer samples, growth cannot be distinguished from warming up. */
const leastSamples = 60;
/** Allowed growth, for garbage that is not collected yet. */
const slack = { share: 1.15, bytes: 16 * 1_048_576 };

vi.setConfig({ testTimeout: 2 * soakDurationMs() + 120_000 });

let shunt: Shunt;
beforeAll(async () => {
  shunt = await startShunt({ pods: 2 });
});
afterAll(() => shunt.stop());

test("the services count a steady load exactly, and their memory does not grow", async () => {
  const links = await makeLinks(await shunt.signUp(), 20);
  const visitors = new Visitors({ links, pods: shunt.pods, count: 32, perSecond: clicksPerSecond });
  const samples: Memory[] = [];
  const wanted = Math.max(1, Math.round(soakDurationMs() / sampleMs));
  while (samples.length < wanted) {
    await visitors.go(clicksPerSecond * (sampleMs / 1_000));
    samples.push(await readMemory(shunt));
  }

  expectExact(await readLedger(shunt, await visitors.stop()));
  if (samples.length < leastSamples) return;
  const trends = toTrends(samples, sampleMs);
  const file = findLedgerFile();
  if (file) appendFileSync(file, `${JSON.stringify({ trends })}\n`);
  const grown = trends.filter(({ middle, last }) => last > middle * slack.share + slack.bytes);
  expect(grown).toEqual([]);
});
