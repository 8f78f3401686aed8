import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium, launchChromium } from "./harness/chromium.ts";
import { type Shunt, startShunt } from "./harness/start-shunt.ts";

describe.runIf(hasChromium)("in Chromium", () => {
  let shunt: Shunt;
  let browser: Browser;
  beforeAll(async () => {
    shunt = await startShunt();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await shunt.stop();
  });

  test("/docs finds operations, keeps the token for a reload, and shows one error example", async () => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
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
});
