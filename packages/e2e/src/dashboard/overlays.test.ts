import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import { type Dashboard, openDashboard, phone, scrollTo } from "./open-dashboard.ts";

describe.runIf(hasChromium)("in Chromium", () => {
  let dashboard: Dashboard;
  beforeAll(async () => {
    dashboard = await openDashboard();
  });
  afterAll(async () => {
    expect(dashboard.complaints).toEqual([]);
    await dashboard.stop();
  });

  // React Aria leaves an overlay whose transition is cancelled in the page, invisible and above everything.
  test("menus, lists, dialogs, the palette and the drawer have neither transition nor animation", async () => {
    const owner = await dashboard.shunt.signUp();
    await owner.makeLink({ tags: ["print"] });
    const page = await dashboard.visitAs(owner, "/tags");
    await page.getByRole("button", { name: "Language" }).click();
    await expectStill(page, "menu");
    await page.getByRole("button", { name: "New tag" }).click();
    await expectStill(page, "dialog");
    await page.keyboard.press("Control+k");
    await expectStill(page, "dialog");
    await page.goto(`${dashboard.origin}/links/new`);
    await page.getByRole("button", { name: /Style of the code/ }).click();
    await expectStill(page, "listbox");
    await page.getByRole("button", { name: /^Title, tags and folder/ }).click();
    const tags = page.getByRole("combobox", { name: "Tags" });
    await scrollTo(tags);
    await tags.click();
    await expectStill(page, "listbox");
    await page.setViewportSize(phone);
    await page.getByRole("button", { name: "Menu" }).click();
    await expectStill(page, "dialog");
    await page.context().close();
  });
});

/** Expects the open overlay, with all around it that is not part of the page, to appear and go at once, and closes it. */
async function expectStill(page: Page, role: "dialog" | "listbox" | "menu"): Promise<void> {
  const overlay = page.getByRole(role);
  await overlay.waitFor();
  const moving = await page.evaluate<string[]>(`(() => {
    const found = [];
    for (let each = [...document.querySelectorAll("[role=${role}]")].at(-1); each !== document.body; each = each.parentElement) {
      const { transitionDuration, animationName } = getComputedStyle(each);
      if (transitionDuration !== "0s" || animationName !== "none") found.push(each.className);
    }
    return found;
  })()`);
  expect(moving).toEqual([]);
  await page.keyboard.press("Escape");
  await overlay.waitFor({ state: "detached" });
}
