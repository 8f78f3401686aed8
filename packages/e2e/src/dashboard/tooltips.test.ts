import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import { type Dashboard, openDashboard, phone } from "./open-dashboard.ts";

const patienceMs = 3_000;
const title = "Waterproof hiking boots for women, men and children, now 30 % off";
const name = "Maximiliane Schwarzenberger-Hohenstein of the branch";

describe.runIf(hasChromium)("in Chromium", () => {
  let dashboard: Dashboard;
  beforeAll(async () => {
    dashboard = await openDashboard();
  });
  afterAll(async () => {
    expect(dashboard.complaints).toEqual([]);
    await dashboard.stop();
  });

  async function signUp() {
    const owner = await dashboard.shunt.signUp();
    await owner.client.updateMe({ body: { full_name: name } });
    await owner.makeLink({ title });
    return owner;
  }

  test("a text that is cut is shown whole while the pointer or the focus is on it", async () => {
    const page = await dashboard.visitAs(await signUp(), "/overview");
    const account = page.getByRole("button", { name: /^Account/ });
    const heading = page.getByRole("heading", { level: 1 });
    // The code of tooltips loads after the page, and does not see a pointer that rests.
    await expect
      .poll(() =>
        heading
          .hover()
          .then(() => account.hover())
          .then(() => showsTooltip(page, name)),
      )
      .toBe(true);
    await heading.hover();
    await page.getByRole("tooltip").waitFor({ state: "detached" });
    await page.keyboard.press("Tab");
    await account.focus();
    await page.getByRole("tooltip").filter({ hasText: name }).waitFor();
    await page.context().close();
  });

  test("a text that is cut is shown whole when it is touched", async () => {
    const page = await dashboard.visitAs(await signUp(), "/links", { viewport: phone, hasTouch: true });
    const shown = page.getByText(title);
    await expect.poll(() => shown.tap().then(() => showsTooltip(page, title))).toBe(true);
    await page.getByRole("heading", { level: 1 }).tap();
    await page.getByRole("tooltip").waitFor({ state: "detached" });
    await page.context().close();
  });
});

/** After the delay with which tooltips appear. */
async function showsTooltip(page: Page, text: string): Promise<boolean> {
  const tooltip = page.getByRole("tooltip").filter({ hasText: text });
  return tooltip.waitFor({ timeout: patienceMs }).then(
    () => true,
    () => false,
  );
}
