import { waitFor } from "@shunt/testing";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium, launchChromium } from "./harness/chromium.ts";
import { makeLinks } from "./harness/make-links.ts";
import { operatorEnv, signInAsOperator } from "./harness/operator.ts";
import { type Shunt, startShunt } from "./harness/start-shunt.ts";
import { type VisitedLink, Visitors } from "./harness/visitors.ts";

const phone = { width: 390, height: 844 };
const desk = { width: 1440, height: 900 };

describe.runIf(hasChromium)("in Chromium", () => {
  let shunt: Shunt;
  let browser: Browser;
  let links: VisitedLink[];
  beforeAll(async () => {
    shunt = await startShunt({ env: operatorEnv });
    await signInAsOperator(shunt);
    links = await makeLinks(await shunt.signUp());
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await shunt.stop();
  });

  /** Opens the operations page as the administrator. Collects the hosts it requests and the errors it logs. */
  async function open() {
    const page = await browser.newPage({ viewport: desk });
    const hosts = new Set<string>();
    const errors: string[] = [];
    page.on("request", request => hosts.add(new URL(request.url()).host));
    page.on("console", message => message.type() === "error" && errors.push(message.text()));
    page.on("pageerror", err => errors.push(String(err)));
    await page.goto(`${shunt.env.APP_URL}/ops`);
    await page.getByLabel("E-mail").fill(operatorEnv.ADMIN_EMAIL);
    await page.getByLabel("Password").fill(operatorEnv.ADMIN_PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("Live", { exact: true }).waitFor();
    return { page, hosts, errors };
  }

  const untilShown = (page: Page, tile: string, isSo: (count: number) => boolean) =>
    waitFor(async () => isSo(Number((await page.locator(`#${tile} .value`).textContent())?.replaceAll(",", ""))), {
      what: `the tile ${tile} to show the expected count`,
    });
  const isWide = (page: Page) => page.evaluate("document.documentElement.scrollWidth > window.innerWidth");

  test("/ops shows live values and describes a failure, without requests to other hosts", async () => {
    const { page, hosts, errors } = await open();
    await page.getByRole("heading", { name: "Everything is working" }).waitFor();
    expect(await page.locator("#instances tr").count()).toBe(3);

    const visitors = new Visitors({ links, pods: shunt.pods });
    await untilShown(page, "clicks", count => count > 20);
    await shunt.worker.end("SIGTERM");
    await page.getByText("No worker is running.").waitFor();
    await page.getByText(/clicks wait; none is lost\./).waitFor();
    await page.getByRole("heading", { name: "One thing needs attention" }).waitFor();
    expect(await page.getByRole("link", { name: "Runbook" }).getAttribute("href")).toMatch(/#shuntnonerunning$/);
    await untilShown(page, "depth", count => count > 10);
    await visitors.stop();
    await shunt.worker.start();
    await page.getByRole("heading", { name: "Everything is working" }).waitFor();
    await untilShown(page, "depth", count => count === 0);

    expect(await page.getByRole("img", { name: /^The last 15 minutes: / }).count()).toBe(4);
    expect([...hosts]).toEqual([new URL(shunt.env.APP_URL ?? "").host]);
    expect(errors).toEqual([]);
    await page.close();
  });

  test.each(["light", "dark"] as const)("/ops fits a phone and a desktop in the %s theme", async colorScheme => {
    const { page } = await open();
    await page.emulateMedia({ colorScheme });
    for (const size of [phone, desk]) {
      await page.setViewportSize(size);
      await page.locator("#depth .value").waitFor();
      expect(await isWide(page)).toBe(false);
    }
    await page.close();
  });

  test("/ops lists a killed worker with when it was last seen, until another one starts", async () => {
    const { page } = await open();

    await shunt.worker.end("SIGKILL");
    await page.getByText(/^Lost, last seen \d+ s ago$/).waitFor();
    await shunt.worker.start();
    await page.getByRole("heading", { name: "Everything is working" }).waitFor();

    expect(await page.locator("#instances tr").count()).toBe(3);
    await page.close();
  });

  test("/docs finds operations, keeps the token for a reload, and shows one error example", async () => {
    const page = await browser.newPage({ viewport: desk });
    await page.goto(`${shunt.env.APP_URL}/docs/`);
    await page.locator("#operations-tag-aliases").waitFor();

    await page.locator(".operation-filter-input").fill("weekday");
    await page.locator("#operations-tag-aliases").waitFor({ state: "detached" });
    await page.locator("#operations-tag-analytics").click();
    await page.locator("#operations-analytics-getHeatMap .opblock-summary-control").click();
    await page.locator("#operations-analytics-getHeatMap tr.response").last().waitFor();
    expect(await page.locator("#operations-analytics-getHeatMap tr.response .highlight-code").count()).toBe(2);

    await page.getByRole("button", { name: "Authorize" }).first().click();
    await page.locator(".auth-container input").fill("token");
    await page.locator(".auth-btn-wrapper .authorize").click();
    await page.locator(".btn.authorize.locked").waitFor();
    expect(await page.evaluate("localStorage.getItem('authorized')")).toContain('"token"');
    await page.close();
  });

  test("/ops/queues shows the queues without requests to other hosts or browser errors", async () => {
    const { page, hosts, errors } = await open();

    await page.getByRole("link", { name: "Queues" }).click();
    await page.getByText("upkeep").first().waitFor();
    await page.goto(`${shunt.env.APP_URL}/ops/queues/queue/clicks?status=failed`);
    await page.getByText("No failed jobs in this queue.").waitFor();

    expect([...hosts]).toEqual([new URL(shunt.env.APP_URL ?? "").host]);
    expect(errors).toEqual([]);
    await page.close();
  });

  test("/ops returns to the sign-in form when the session ends elsewhere", async () => {
    const { page } = await open();

    await shunt.db.updateTable("sessions").set({ ended_at: new Date() }).execute();

    await page.getByRole("button", { name: "Sign in" }).waitFor();
    await page.close();
  });

  test("/ops/queues redirects to the sign-in form after signing out", async () => {
    const { page } = await open();

    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    await page.goto(`${shunt.env.APP_URL}/ops/queues`);

    expect(new URL(page.url()).pathname).toBe("/ops/sign-in");
    await page.close();
  });
});
