import { waitFor } from "@shunt/testing";
import type { BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import { makeLinks } from "../harness/make-links.ts";
import { operatorEnv, signInAsOperator } from "../harness/operator.ts";
import { Visitors } from "../harness/visitors.ts";
import { type Dashboard, expectAccessible, openDashboard } from "./open-dashboard.ts";

vi.setConfig({ testTimeout: 180_000 });
const administrator = { account: { email: operatorEnv.ADMIN_EMAIL, password: operatorEnv.ADMIN_PASSWORD } };

describe.runIf(hasChromium)("in Chromium", () => {
  let dashboard: Dashboard;
  beforeAll(async () => {
    dashboard = await openDashboard({ env: operatorEnv });
    await signInAsOperator(dashboard.shunt);
  });
  afterAll(async () => {
    expect(dashboard.complaints).toEqual([]);
    await dashboard.stop();
  });

  const open = (options?: BrowserContextOptions) => dashboard.visitAs(administrator, "/operations", options);

  test("operations shows a stopped worker with the next step, and that all is well once another one runs", async () => {
    const links = await makeLinks(await dashboard.shunt.signUp());
    const page = await open();
    await page.getByRole("heading", { name: "All is well" }).waitFor();
    const visitors = new Visitors({ links, pods: dashboard.shunt.pods });
    const queued = page.locator("section").filter({ has: page.getByRole("heading", { name: "Clicks in the queue" }) });

    await dashboard.shunt.worker.end("SIGTERM");
    await page.getByRole("heading", { name: "One thing needs attention" }).waitFor();
    await page.getByRole("heading", { name: "No worker is running." }).waitFor();
    expect(await page.getByRole("link", { name: "Open the runbook" }).getAttribute("href")).toMatch(
      /#shuntnonerunning$/,
    );
    // Each part that the worker serves says so itself, whether or not something waits for it.
    for (const part of ["Clicks in the queue", "Oldest click not counted yet"]) {
      const item = page.locator("section").filter({ has: page.getByRole("heading", { name: part }) });
      await item.getByText(/No worker is running\. .*none is lost/).waitFor();
    }
    for (const part of ["Webhooks", "Cache updates"]) {
      const item = page.getByRole("listitem").filter({ has: page.getByText(part, { exact: true }) });
      await item.getByText("Stopped", { exact: true }).waitFor();
      await item.getByText(/No worker is running\. .*none is lost/).waitFor();
    }
    await waitFor(async () => Number(await queued.locator("data").getAttribute("value")) > 5, {
      what: "waiting clicks to be shown",
    });
    await expectAccessible(page);
    await visitors.stop();
    await dashboard.shunt.worker.start();

    await page.getByRole("heading", { name: "All is well" }).waitFor();
    await waitFor(async () => (await queued.locator("data").getAttribute("value")) === "0", {
      what: "no waiting click to be shown",
    });
    await page.getByText("Live", { exact: true }).waitFor();
    await page.close();
  });

  test("operations lists a killed worker with when it was last seen, and says what is wrong in the language of the page", async () => {
    const english = await open();
    const german = await open({ locale: "de-DE" });
    await english.getByRole("heading", { name: "All is well" }).waitFor();
    await german.getByRole("heading", { name: "Alles in Ordnung" }).waitFor();

    await dashboard.shunt.worker.end("SIGKILL");
    await english.getByText(/^Lost, last seen \d+ secs? ago$/).waitFor();
    await german.getByRole("heading", { name: "Es läuft kein Worker." }).waitFor();
    await german.getByText(/^Starten Sie einen Prozess \(Worker\).* Der letzte, Prozess \d+ auf /).waitFor();
    expect(await german.getByText("No worker").count()).toBe(0);
    await dashboard.shunt.worker.start();

    await english.getByRole("heading", { name: "All is well" }).waitFor();
    for (const page of [english, german]) await page.context().close();
  });

  test("the queues open from operations, without requests to other hosts, until the administrator signs out", async () => {
    const page = await open();
    const hosts = new Set<string>();
    page.on("request", request => hosts.add(new URL(request.url()).host));

    // With it, the browser may read other pages than the dashboard's.
    const cookies = () => page.context().cookies(`${dashboard.origin}/ops/queues`);
    await waitFor(async () => (await cookies()).some(({ path }) => path === "/ops"), {
      what: "the operator's session",
    });
    await page.getByRole("link", { name: "Queues" }).click();
    await page.getByText("upkeep").first().waitFor();
    await page.goto(`${dashboard.origin}/ops/queues/queue/clicks?status=failed`);
    await page.getByText("No failed jobs in this queue.").waitFor();
    await page.goto(`${dashboard.origin}/ops`);
    await page.getByRole("heading", { name: "All is well" }).waitFor();
    await page.getByRole("button", { name: administrator.account.email }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    await page.goto(`${dashboard.origin}/ops/queues`);

    await page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
    expect(new URL(page.url()).searchParams.get("to")).toBe("/operations");
    expect([...hosts]).toEqual([new URL(dashboard.origin).host]);
    await page.context().close();
  });
});
