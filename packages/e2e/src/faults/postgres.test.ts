import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { waitFor } from "@shunt/testing";
import { faultDurationMs } from "@shunt/testing/stores";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { expectExact, readLedger } from "../harness/ledger.ts";
import { makeLinks } from "../harness/make-links.ts";
import { type Shunt, startShunt } from "../harness/start-shunt.ts";
import { type VisitedLink, Visitors } from "../harness/visitors.ts";

const faultMs = faultDurationMs();
vi.setConfig({ testTimeout: faultMs + 180_000 });

let shunt: Shunt;
let links: VisitedLink[];
beforeAll(async () => {
  shunt = await startShunt({ pods: 2, breaksPostgres: true });
  links = await makeLinks(await shunt.signUp());
});
afterAll(() => shunt.stop());

const visit = (code: string) => fetch(`${shunt.redirect.url}/${code}`, { redirect: "manual" });

const faults = {
  "is stopped": { begin: () => shunt.postgres?.halt(), end: () => shunt.postgres?.start() },
  hangs: { begin: () => shunt.postgres?.pause(), end: () => shunt.postgres?.resume() },
};

test.each(Object.entries(faults))(
  "Postgres %s under load: cached links redirect, others get 503 with Retry-After",
  async (_what, { begin, end }) => {
    const neverSeen = randomUUID();
    const visitors = new Visitors({ links, pods: shunt.pods });
    await visitors.go();

    await begin();
    const cold = await visit(neverSeen);
    const health = await shunt.redirect.isReady();
    await sleep(faultMs);
    await end();
    await waitFor(async () => (await visit(neverSeen)).status === 404, {
      what: "the redirect to query Postgres again",
    });
    const visits = await visitors.stop();

    expect(cold.status).toBe(503);
    expect(Number(cold.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(health).toBe(true);
    expectExact(await readLedger(shunt, visits));
  },
);

test("the worker is killed three times under load: no click is lost or duplicated", async () => {
  const visitors = new Visitors({ links, pods: shunt.pods });
  for (let round = 0; round < 3; round++) {
    await visitors.go();
    await shunt.worker.end("SIGKILL");
    await visitors.go();
    await shunt.worker.start();
  }

  expectExact(await readLedger(shunt, await visitors.stop()));
});
