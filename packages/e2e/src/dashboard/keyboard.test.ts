import { readFile } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import { type Dashboard, desk, openDashboard, phone } from "./open-dashboard.ts";

/** More presses than any page has stops on the way to a control. */
const maxStops = 120;

describe.runIf(hasChromium)("in Chromium", () => {
  let dashboard: Dashboard;
  beforeAll(async () => {
    dashboard = await openDashboard();
  });
  afterAll(async () => {
    expect(dashboard.complaints).toEqual([]);
    await dashboard.stop();
  });

  test("the keyboard alone shortens a link, reads its numbers, edits it, finds it again and saves all links", async () => {
    const owner = await dashboard.shunt.signUp();
    const page = await dashboard.visitAs(owner, "/overview");
    await tabTo(page, page.getByLabel("Long address"));
    await page.keyboard.type("example.com/by-keyboard");
    await page.keyboard.press("Enter");
    await page.getByText("is ready").waitFor();
    const [link] = (await owner.client.listLinks({})).items;
    await fetch(`${link?.short_url}`, { redirect: "manual", headers: { "user-agent": "Mozilla/5.0 Firefox/145.0" } });

    await tabTo(page, page.getByRole("link", { name: "Links", exact: true }));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Links" }).waitFor();
    await page.getByRole("row").filter({ hasText: "by-keyboard" }).waitFor();
    await page.keyboard.press("j");
    await expectFocus(page.getByRole("row").filter({ hasText: "by-keyboard" }));
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/links/${link?.id}`);
    const chart = page.getByRole("application", { name: /^Clicks/ }).first();
    await chart.waitFor();
    await tabTo(page, chart);
    await page.keyboard.press("End");
    await page
      .getByText(/^Clicks: \d/)
      .first()
      .waitFor();

    await tabTo(page, page.getByRole("link", { name: "Edit" }), "Shift+Tab");
    await page.keyboard.press("Enter");
    await tabTo(page, page.getByRole("button", { name: /^Title, tags and folder/ }));
    await page.keyboard.press("Enter");
    await tabTo(page, page.getByRole("textbox", { name: "Title" }));
    await page.keyboard.type("Made by keyboard");
    await page.keyboard.press("Control+s");
    await page.getByText("Saved").first().waitFor();
    await page.keyboard.press("Escape");

    await page.waitForURL(`**/links/${link?.id}`);
    await page.keyboard.press("Control+k");
    await expectFocus(page.getByRole("searchbox"));
    await page.keyboard.type("import");
    await page.getByRole("menuitem", { name: /Import and export/ }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Import and export" }).waitFor();
    const download = page.getByRole("button", { name: "Download", exact: true }).first();
    await tabTo(page, download);
    const saving = page.waitForEvent("download");
    await page.keyboard.press("Enter");
    expect(await readFile(await (await saving).path(), "utf8")).toContain("Made by keyboard");

    await tabTo(page, page.getByRole("link", { name: "Links", exact: true }), "Shift+Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("row").filter({ hasText: "Made by keyboard" }).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("nothing like it");
    await page.getByRole("heading", { name: "Nothing matches" }).waitFor();
    await tabTo(page, page.getByRole("button", { name: "Clear filters" }).first());
    await page.keyboard.press("Enter");
    await page.getByRole("row").filter({ hasText: "Made by keyboard" }).waitFor();
  });

  test("Ctrl+K opens the palette from a field, and closes it", async () => {
    const page = await dashboard.visitAs(await dashboard.shunt.signUp(), "/links/new");
    const fields = [page.getByRole("textbox", { name: "Destination" }), page.getByRole("textbox", { name: "Code" })];
    for (const field of fields) {
      await field.focus();
      await page.keyboard.press("Control+k");
      const palette = page.getByRole("dialog", { name: "Find" });
      await palette.waitFor();
      await expectFocus(palette.getByRole("searchbox"));
      await page.keyboard.press("Control+k");
      await palette.waitFor({ state: "detached" });
      await expectFocus(field);
    }
    await page.context().close();
  });

  test.each(Object.entries({ desk, phone, "400 %": { width: 320, height: 256 } }))(
    "in a window of the size %s, no bar covers what has the focus in the editor",
    async (_name, viewport) => {
      const page = await dashboard.visitAs(await dashboard.shunt.signUp(), "/links/new", { viewport });
      await page.getByRole("textbox", { name: "Destination" }).focus();
      await page.keyboard.type("https://example.com/");
      for (const section of [/^Schedule/, /^Redirect/]) await page.getByRole("button", { name: section }).click();
      await page.getByRole("textbox", { name: "Destination" }).focus();
      const covered: string[] = [];
      let stops = 0;
      for (; stops < maxStops && !(await isFocused(page.getByRole("button", { name: "Create link" }))); stops++) {
        await page.keyboard.press("Tab");
        covered.push(...(await findCover(page)));
      }

      expect(stops).toBeLessThan(maxStops);
      expect(covered).toEqual([]);
      await page.context().close();
    },
  );
});

/** Moves the focus as people do, and expects that they see where it is. */
async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < maxStops; stop++) {
    await page.keyboard.press(key);
    if (await isFocused(target)) return expect(await hasOutline(page)).toBe(true);
  }
  throw new Error(`${key} does not lead to ${target}`);
}

function isFocused(target: Locator): Promise<boolean> {
  return target.evaluate(element => element === element.ownerDocument.activeElement);
}

function expectFocus(target: Locator): Promise<void> {
  return expect.poll(() => isFocused(target)).toBe(true);
}

/** Returns the text of what has the focus if a bar that stays in sight hides its middle. */
function findCover(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const focused = document.activeElement;
    const { left, top, width, height } = focused.getBoundingClientRect();
    const above = document.elementFromPoint(left + width / 2, top + height / 2);
    const bar = [...document.querySelectorAll("header, nav, form > div")].find(
      each => ["fixed", "sticky"].includes(getComputedStyle(each).position) && each.contains(above),
    );
    return bar === undefined || bar.contains(focused) ? [] : [focused.textContent || focused.id];
  })()`);
}

function hasOutline(page: Page): Promise<boolean> {
  return page.evaluate(`getComputedStyle(document.activeElement).outlineStyle !== "none"`);
}
