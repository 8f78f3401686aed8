import type { Link } from "@shunt/contracts/links";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import type { Owner } from "../harness/owner.ts";
import { type Dashboard, openDashboard } from "./open-dashboard.ts";
import { seedClicks } from "./seed-clicks.ts";

/** The content of a page of A4 with the margins of Chromium (px). */
const paper = { width: 718, height: 1047 };
const linkCount = 45;

describe.runIf(hasChromium)("in Chromium", () => {
  let dashboard: Dashboard;
  let owner: Owner;
  let link: Link;
  beforeAll(async () => {
    dashboard = await openDashboard();
    owner = await dashboard.shunt.signUp();
    for (let i = 1; i <= linkCount; i++) link = await owner.makeLink({ title: `Link ${i}` });
    await seedClicks(dashboard.shunt, [link], 50);
  });
  afterAll(async () => {
    expect(dashboard.complaints).toEqual([]);
    await dashboard.stop();
  });

  /** Shows the page as it comes out on paper. */
  async function showPrinted(page: Page): Promise<void> {
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await page.setViewportSize(paper);
  }

  test("paper is white, without navigation and buttons, also in the dark theme", async () => {
    const page = await dashboard.visitAs(owner, `/links/${link.id}`, { colorScheme: "dark" });
    const title = page.getByRole("heading", { level: 1 });
    await title.waitFor();
    const edit = page.getByRole("link", { name: "Edit" });
    await edit.waitFor();
    await showPrinted(page);

    expect(await title.isVisible()).toBe(true);
    for (const hidden of [page.getByRole("navigation"), page.getByRole("banner"), edit]) {
      expect(await hidden.filter({ visible: true }).count()).toBe(0);
    }
    const colors = await page.evaluate<string[]>(
      `[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector("h1")).color]`,
    );
    expect(colors).toEqual(["rgb(255, 255, 255)", "rgb(20, 26, 38)"]);
    await page.context().close();
  });

  test("charts shrink to the paper, which is narrower than the window that they were drawn for", async () => {
    const page = await dashboard.visitAs(owner, `/links/${link.id}`);
    const charts = "main svg[role=application], main svg[role=img]";
    await expect.poll(() => page.locator(charts).count()).toBe(2);
    // Scripts do not run while the browser lays the page out for paper, so the window keeps its width here.
    await page.emulateMedia({ media: "print" });
    const found = await page.evaluate<{ box: string; width: string }[]>(
      `[...document.querySelectorAll(${JSON.stringify(charts)})]
        .map(each => ({ box: each.getAttribute("viewBox"), width: getComputedStyle(each).maxWidth }))`,
    );

    expect(found).toEqual(Array(2).fill({ box: expect.stringMatching(/^0 0 [1-9]/), width: "100%" }));
    await page.context().close();
  });

  test("the list of links has all its rows on paper, and no place for more", async () => {
    const page = await dashboard.visitAs(owner, "/links");
    await page.getByText("Link 45").waitFor();
    expect(await page.getByText(/^Link \d+$/).count()).toBeLessThan(linkCount);
    await showPrinted(page);

    await expect.poll(() => page.getByText(/^Link \d+$/).count()).toBe(linkCount);
    const last = page.getByText("Link 1", { exact: true });
    const { bottom, height } = await page.evaluate<{ bottom: number; height: number }>(
      `({ bottom: document.querySelector("main [data-index='${linkCount - 1}']").getBoundingClientRect().bottom + scrollY, height: document.documentElement.scrollHeight })`,
    );
    expect(await last.isVisible()).toBe(true);
    expect(height - bottom).toBeLessThan(paper.height / 2);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    await expect.poll(() => page.getByText(/^Link \d+$/).count()).toBeLessThan(linkCount);
    await page.context().close();
  });

  test("an open window is printed without the page below it", async () => {
    const page = await dashboard.visitAs(owner, "/links");
    await page.getByText("Link 45").waitFor();
    await page.keyboard.press("?");
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    await showPrinted(page);

    expect(await dialog.isVisible()).toBe(true);
    expect(await page.getByText("Link 45").isVisible()).toBe(false);
    await page.context().close();
  });
});
