import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import type { Owner } from "../harness/owner.ts";
import { type Dashboard, openDashboard, phone } from "./open-dashboard.ts";

const options = { viewport: phone, hasTouch: true, isMobile: true };
/** Below this, iOS zooms into the page when a field gets the focus. */
const minFontPx = 16;

describe.runIf(hasChromium)("on a phone, in Chromium", () => {
  let dashboard: Dashboard;
  let owner: Owner;
  let page: Page;
  beforeAll(async () => {
    dashboard = await openDashboard();
    owner = await dashboard.shunt.signUp();
    page = await dashboard.visitAs(owner, "/links/new", options);
    await page.getByRole("heading", { level: 1 }).waitFor();
  });
  afterAll(async () => {
    expect(dashboard.complaints).toEqual([]);
    await dashboard.stop();
  });

  test.each(["/links/new", "/links", "/account", "/people", "/feed"])(
    "fields of %s do not make the phone zoom",
    async path => {
      await page.goto(dashboard.origin + path);
      await page.locator("main").locator("input, textarea").first().waitFor({ state: "attached" });
      const sizes = await page.evaluate<number[]>(
        `[...document.querySelectorAll("input, textarea")].map(each => parseFloat(getComputedStyle(each).fontSize))`,
      );

      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(minFontPx);
    },
  );

  test("the phone neither capitalizes nor corrects codes, addresses and parameters", async () => {
    await page.goto(`${dashboard.origin}/links/new`);
    for (const section of ["Title, tags and folder", "Campaign", "Schedule and limits"])
      await page.getByRole("button", { name: section }).click();
    const names = ["original_url", "short_code", "external_id", "utm_source", "utm_campaign", "fallback_url"];
    for (const name of names) await page.locator(`[name=${name}]`).waitFor();
    const found = await page.evaluate<string[]>(
      `${JSON.stringify(names)}.filter(name => {
        const { autocapitalize, autocomplete, spellcheck } = document.querySelector("[name=" + name + "]");
        return autocapitalize !== "none" || autocomplete !== "off" || spellcheck;
      })`,
    );

    expect(found).toEqual([]);
  });

  test("the bar with the button that saves stays above the navigation, also where the phone takes place below it", async () => {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Emulation.setSafeAreaInsetsOverride", { insets: { bottom: 34 } });
    await page.goto(`${dashboard.origin}/links/new`);
    const create = page.getByRole("button", { name: "Create link" });
    await create.waitFor();
    await page.getByRole("button", { name: "Redirect" }).waitFor();
    const [button, navigation] = [await create.boundingBox(), await page.getByRole("navigation").boundingBox()];

    expect((button?.y ?? 0) + (button?.height ?? 0)).toBeLessThanOrEqual(navigation?.y ?? 0);
    await devtools.detach();
  });
});
