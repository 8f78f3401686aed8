import { appendFileSync } from "node:fs";
import {
  chaosDurationMs,
  clicksPerSecond,
  findLedgerFile,
  findTestClickHouse,
  type TestClickHouse,
} from "@shunt/testing/stores";
import { afterAll, expect, onTestFailed, onTestFinished, test, vi } from "vitest";
import { Chaos } from "../harness/chaos.ts";
import { CountDelays } from "../harness/count-delays.ts";
import { expectExact, readLedger } from "../harness/ledger.ts";
import { makeLinks } from "../harness/make-links.ts";
import { startShunt } from "../harness/start-shunt.ts";
import { Visitors } from "../harness/visitors.ts";

const durationMs = chaosDurationMs();
const visitorCount = 64;
vi.setConfig({ testTimeout: 2 * durationMs + 300_000 });

const isLong = durationMs >= 60_000;
const engine = isLong ? await findTestClickHouse({ breaks: true }) : undefined;
afterAll(() => engine?.stop());

test("processes are killed at random while Redis and Postgres freeze and die in turn", () => sufferChaos(undefined));

// On a busy machine, the thousand small inserts take minutes.
test.skipIf(!engine)(
  "the same, with clicks in ClickHouse, which freezes and dies too (in npm run faults, with the engine of ClickHouse)",
  () => sufferChaos(engine),
);

async function sufferChaos(clickHouse: TestClickHouse | undefined): Promise<void> {
  const shunt = await startShunt({
    pods: 3,
    workers: 2,
    breaksPostgres: true,
    clickHouseUrl: clickHouse?.newDatabase(),
  });
  onTestFinished(() => shunt.stop());
  const links = await makeLinks(await shunt.signUp(), 20);
  const visitors = new Visitors({ links, pods: shunt.pods, count: visitorCount, perSecond: clicksPerSecond() });
  await visitors.go();
  const delays = new CountDelays(shunt, visitors);
  const chaos = new Chaos(shunt, { ...toPace(clickHouse ? 6 : 4), clickHouse });
  onTestFailed(() => void process.stderr.write(`${chaos.events.join("\n")}\n`));

  await chaos.run();
  await visitors.go();
  const all = await visitors.stop();
  const delaysMs = await delays.stop();

  // A redirect that has just started asks a store for each link, and the only store that is up may be too slow.
  const visits = all.filter(({ status, isInMemory }) => status !== 503 || isInMemory);
  const ledger = await readLedger(shunt, visits);
  expectExact(ledger, { mayLeaveUnanswered: true });
  // A killed redirect answers none of the visits that it had accepted.
  expect(ledger.unanswered.length).toBeLessThanOrEqual((chaos.kills.redirect ?? 0) * visitorCount);
  appendRecord(chaos, delaysMs, all.length - visits.length);
}

/** A store fails every five minutes; in a short run, each kind of fault happens once. */
function toPace(kinds: number) {
  const storeEveryMs = Math.min(300_000, durationMs / kinds);
  return {
    durationMs,
    killEveryMs: Math.min(10_000, durationMs / 8),
    storeEveryMs,
    storeFaultMs: Math.min(30_000, storeEveryMs / 2),
  };
}

/** Appends a line of JSON for the report of `npm run faults -- --chaos`. */
function appendRecord({ kills, storeFaults }: Chaos, delaysMs: readonly number[], unknownRefused: number): void {
  const file = findLedgerFile();
  if (file === undefined) return;
  const at = (share: number) => delaysMs[Math.min(delaysMs.length - 1, Math.floor(delaysMs.length * share))];
  const delays = { p50: at(0.5), p99: at(0.99), longest: at(1) };
  appendFileSync(
    file,
    `${JSON.stringify({ chaos: { minutes: durationMs / 60_000, kills, storeFaults, delays, unknownRefused } })}\n`,
  );
}
