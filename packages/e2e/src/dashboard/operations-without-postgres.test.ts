import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import { operatorEnv, signInAsOperator } from "../harness/operator.ts";
import { type Dashboard, expectAccessible, openDashboard } from "./open-dashboard.ts";

const administrator = { account: { email: operatorEnv.ADMIN_EMAIL, password: operatorEnv.ADMIN_PASSWORD } };

describe.runIf(hasChromium)("in Chromium", () => {
  let dashboard: Dashboard;
  beforeAll(async () => {
    dashboard = await openDashboard({ breaksPostgres: true, env: operatorEnv });
    await signInAsOperator(dashboard.shunt);
  });
  afterAll(() => dashboard.stop());

  const faults = {
    "is stopped": { begin: () => dashboard.shunt.postgres?.halt(), end: () => dashboard.shunt.postgres?.start() },
    hangs: { begin: () => dashboard.shunt.postgres?.pause(), end: () => dashboard.shunt.postgres?.resume() },
  };

  test.each(Object.entries(faults))(
    "while Postgres %s, a new tab on /operations shows it to an administrator who used the dashboard before",
    async (_what, { begin, end }) => {
      const page = await dashboard.visitAs(administrator, "/overview");
      const hasCookie = async () => (await page.context().cookies()).some(({ name }) => name.endsWith("shunt-ops"));
      await waitFor(hasCookie, { what: "the cookie of the operations pages" });
      await begin();
      const tab = await page.context().newPage();
      try {
        await tab.goto(`${dashboard.origin}/operations`);
        await tab.getByText("Does not respond", { exact: true }).waitFor();
        await tab.getByText("Live", { exact: true }).waitFor();
        expect(new URL(tab.url()).pathname).toBe("/operations");
        await expectAccessible(tab);
      } finally {
        await end();
      }

      await tab.getByRole("heading", { name: "All is well" }).waitFor();
      await page.context().close();
      expect(dashboard.complaints).toEqual([]);
    },
  );
});
