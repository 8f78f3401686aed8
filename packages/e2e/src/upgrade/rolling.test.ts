import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "@shunt/dev";
import { clicksPerSecond, createEmptyTestDatabase } from "@shunt/testing/stores";
import { afterEach, expect, test, vi } from "vitest";
import { checkOutVersion } from "../harness/check-out-version.ts";
import { expectExact, readLedger } from "../harness/ledger.ts";
import { makeLinks } from "../harness/make-links.ts";
import { OwnerAtWork } from "../harness/owner-at-work.ts";
import { runOperator } from "../harness/run-operator.ts";
import type { ServiceProcess } from "../harness/service-process.ts";
import { type Shunt, type ShuntOptions, startShunt } from "../harness/start-shunt.ts";
import { Visitors } from "../harness/visitors.ts";

vi.setConfig({ testTimeout: 600_000 });

/** The previous version: the last commit before the current schema and batch format. */
const versionBefore = "231fdf79d0987aeca6d6730ec77a294f38abb294";

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

interface World extends Shunt {
  visitors: Visitors;
  owner: OwnerAtWork;
  pods: Shunt["pods"][number][];
  managements: Shunt["management"][];
  workers: ServiceProcess[];
}

async function startWorld(options: ShuntOptions): Promise<World> {
  const shunt = await startShunt({ pods: 2, workers: 2, ...options });
  stops.push(() => shunt.stop());
  const managements = [shunt.management, await shunt.fleet.makeManagement(options)];
  await managements[1]?.start();
  const [pods, workers] = [[...shunt.pods], [...shunt.workers]];
  const owner = await shunt.signUp();
  const links = await makeLinks(owner);
  const visitors = new Visitors({ links, pods, count: 32, perSecond: clicksPerSecond() });
  stops.push(() => visitors.stop());
  const atWork = new OwnerAtWork(owner, managements);
  stops.push(() => atWork.stop());
  return { ...shunt, pods, managements, workers, visitors, owner: atWork };
}

/** Starts a new process before it stops the old one, as an orchestrator does. */
async function replaceOldest<T extends ServiceProcess>(services: T[], make: () => Promise<T>): Promise<T> {
  const fresh = await make();
  await fresh.start();
  services.push(fresh);
  const old = services.shift() as T;
  expect(await old.end("SIGTERM"), old.log.slice(-2_000)).toBe(0);
  return old;
}

/** Replaces one process of each service, in the order of an upgrade. A stopped redirect leaves an empty spool. */
async function replaceOneOfEach({ fleet, pods, managements, workers, visitors }: World): Promise<void> {
  await replaceOldest(workers, () => fleet.makeWorker());
  await visitors.go();
  await replaceOldest(managements, () => fleet.makeManagement());
  await visitors.go();
  const { spoolDir } = await replaceOldest(pods, () => fleet.makePod());
  expect(await readdir(spoolDir)).toEqual([]);
  await visitors.go();
}

async function expectNothingFailed(world: World): Promise<void> {
  await world.owner.stop();
  expect(world.owner.failures).toEqual([]);
  expect(world.owner.answered).toBeGreaterThan(50);
  const visits = await world.visitors.stop();
  expectExact(await readLedger({ ...world, worker: world.workers[0] as ServiceProcess }, visits));
}

test("a rolling restart under load fails no request and loses no click", async () => {
  const world = await startWorld({});
  await world.visitors.go();

  await replaceOneOfEach(world);
  await replaceOneOfEach(world);

  await expectNothingFailed(world);
});

test("an upgrade from the previous version under load fails no request and loses no click", async context => {
  const root = await checkOutVersion(versionBefore);
  if (!root) return context.skip("this checkout lacks the commit of the previous version");
  const { url: databaseUrl } = await createEmptyTestDatabase();
  const migrate = ["--conditions=@shunt/source", join(root, "infra/operator/src/cli.ts"), "migrate"];
  await runCommand(process.execPath, migrate, { env: { DATABASE_URL: databaseUrl } });
  const world = await startWorld({ root, databaseUrl });
  await world.visitors.go();

  const migrated = await runOperator(world.env, "migrate");
  expect(migrated.code, JSON.stringify(migrated)).toBe(0);
  await world.visitors.go();
  await replaceOneOfEach(world);
  // Now both versions run at the same time.
  await world.visitors.go(500);
  await replaceOneOfEach(world);

  await expectNothingFailed(world);
});
