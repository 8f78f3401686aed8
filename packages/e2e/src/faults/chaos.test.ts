import { appendFileSync } from "node:fs";
import { chaosDurationMs, clicksPerSecond, findLedgerFile } from "@shunt/testing/stores";
import { afterAll, beforeAll, expect, onTestFailed, test, vi } from "vitest";
import { Chaos } from "../harness/chaos.ts";
import { CountDelays } from "../harness/count-delays.ts";
import { expectExact, readLedger } from "../harness/ledger.ts";
import { makeLinks } from "../harness/make-links.ts";
import { type Shunt, startShunt } from "../harness/start-shunt.ts";
import { Visitors } from "../harness/visitors.ts";

const durationMs = chaosDurationMs();
const visitorCount = 64;
/** An hour has each store's fault every ten minutes; a short run has each kind of fault once. */
const storeEveryMs = Math.min(300_000, durationMs / 4);
const options = {
  durationMs,
  killEveryMs: Math.min(10_000, durationMs / 8),
  storeEveryMs,
  storeFaultMs: Math.min(30_000, storeEveryMs / 2),
};

vi.setConfig({ testTimeout: 2 * durationMs + 300_000 });

let shunt: Shunt;
beforeAll(async () => {
  shunt = await startShunt({ pods: 3, workers: 2, breaksPostgres: true });
});
afterAll(() => shunt.stop());

test("processes are killed at random while Redis and Postgres freeze and die in turn", async () => {
  const links = await makeLinks(await shunt.signUp(), 20);
  const visitors = new Visitors({ links, pods: shunt.pods, count: visitorCount, perSecond: clicksPerSecond() });
  await visitors.go();
  const delays = new CountDelays(shunt, visitors);
  const chaos = new Chaos(shunt, options);
  onTestFailed(() => void process.stderr.write(`${chaos.events.join("\n")}\n`));

  await chaos.run();
  await visitors.go();
  const visits = await visitors.stop();
  const delaysMs = await delays.stop();

  const ledger = await readLedger(shunt, visits);
  expectExact(ledger, { mayLeaveUnanswered: true });
  // A killed redirect answers none of the visits that it had accepted.
  expect(ledger.unanswered.length).toBeLessThanOrEqual((chaos.kills.redirect ?? 0) * visitorCount);
  appendRecord(chaos, delaysMs);
});

/** Appends a line of JSON for the report of `npm run faults -- --chaos`. */
function appendRecord({ kills, storeFaults }: Chaos, delaysMs: readonly number[]): void {
  const file = findLedgerFile();
  if (file === undefined) return;
  const at = (share: number) => delaysMs[Math.min(delaysMs.length - 1, Math.floor(delaysMs.length * share))];
  const delays = { p50: at(0.5), p99: at(0.99), longest: at(1) };
  appendFileSync(file, `${JSON.stringify({ chaos: { minutes: durationMs / 60_000, kills, storeFaults, delays } })}\n`);
}
