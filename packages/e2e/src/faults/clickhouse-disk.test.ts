import { waitFor } from "@shunt/testing";
import { findTestClickHouse, mayHaveOwnDisk } from "@shunt/testing/stores";
import { onTestFinished, test } from "vitest";
import { expectExact, readLedger } from "../harness/ledger.ts";
import { makeLinks } from "../harness/make-links.ts";
import { shipVisits } from "../harness/ship-clicks.ts";
import { startShunt } from "../harness/start-shunt.ts";
import { Visitors } from "../harness/visitors.ts";

const engine = (await mayHaveOwnDisk()) ? await findTestClickHouse({ breaks: true, hasOwnDisk: true }) : undefined;
const where = engine ? "" : " (needs the engine of ClickHouse, and user namespaces)";

test.skipIf(!engine)(
  `ClickHouse's disk fills up under load, then is free: every click is counted once${where}`,
  async () => {
    onTestFinished(() => engine?.stop());
    const shunt = await startShunt({ clickHouseUrl: engine?.newDatabase() });
    onTestFinished(() => shunt.stop());
    const links = await makeLinks(await shunt.signUp());
    const visitors = new Visitors({ links, pods: shunt.pods, perSecond: 20 });
    await visitors.go(10);
    const countFailures = async () =>
      (await shunt.worker.metric("shunt_clickhouse_insert_duration_seconds_count", { outcome: "failed" })) || 0;

    const shipped = await shipVisits(shunt, links, 10_000, 250);
    await engine?.fillDisk();
    const late = await shipVisits(shunt, links, 5_000, 250);
    await waitFor(async () => (await countFailures()) > 2, { what: "inserts into ClickHouse to fail" });
    await engine?.freeDisk();

    expectExact(await readLedger(shunt, [...(await visitors.stop()), ...shipped, ...late]));
  },
);
