import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import { type Dashboard, openDashboard, phone, scrollTo, untilDrawn } from "./open-dashboard.ts";

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

  test.each(presses)("while the code of $first.name loads, a press opens $second.name alone", async each => {
    const owner = await dashboard.shunt.signUp();
    await owner.makeLink({});
    const page = await dashboard.visitAs(owner, "/links");
    await page.getByRole("button", { name: /^Actions for / }).waitFor();
    const { promise: isReleased, resolve: release } = Promise.withResolvers<void>();
    const held = new Set<string>();
    await page.route(/[/](menu-parts|filter-popover|palette)-[^/]+[.]js$/, async route => {
      held.add(route.request().url());
      await isReleased;
      await route.continue();
    });
    await each.first.open(page);
    await page.locator("[data-opening]").waitFor({ state: "attached" });
    await each.second.open(page);
    await untilDrawn(page);
    expect(held.size).toBeGreaterThan(0);
    release();

    await each.second.find(page).waitFor();
    await untilDrawn(page);
    expect(await each.first.find(page).count()).toBe(0);
    await page.context().close();
  });

  test("a key that leads elsewhere closes a menu whose code has not come", async () => {
    const page = await dashboard.visitAs(await dashboard.shunt.signUp(), "/tags");
    const { promise: isReleased, resolve: release } = Promise.withResolvers<void>();
    await page.route(/[/]menu-parts-[^/]+[.]js$/, async route => {
      await isReleased;
      await route.continue();
    });
    await page.getByRole("button", { name: "Language" }).press("Enter");
    await page.locator("[data-opening]").waitFor({ state: "attached" });
    // A letter is a key of the page, which does nothing while a menu is open.
    await page.keyboard.press("c");
    await page.locator("[data-opening]").waitFor({ state: "attached" });
    await page.keyboard.press("Escape");
    await page.locator("[data-opening]").waitFor({ state: "detached" });
    const answer = page.waitForResponse(/[/]menu-parts-/);
    release();
    await answer;
    await untilDrawn(page);

    expect(await page.getByRole("menu").count()).toBe(0);
    expect(new URL(page.url()).pathname).toBe("/tags");
    await page.context().close();
  });
});

interface Overlay {
  name: string;
  open: (page: Page) => Promise<void>;
  /** Also one that is hidden from screen readers by another. */
  find: (page: Page) => Locator;
}

const order: Overlay = {
  name: "the menu of the order",
  open: page => page.getByRole("button", { name: "Order" }).click(),
  find: page => page.getByRole("menuitemradio", { name: "Newest first", includeHidden: true }),
};
const view: Overlay = {
  name: "the menu of the view",
  open: page => page.getByRole("button", { name: "View", exact: true }).click(),
  find: page => page.getByRole("menuitemradio", { name: "Cards", includeHidden: true }),
};
const ofLink: Overlay = {
  name: "the menu of a link",
  open: page => page.getByRole("button", { name: /^Actions for / }).click(),
  find: page => page.getByRole("menuitem", { name: "Details", includeHidden: true }),
};
const filters: Overlay = {
  name: "the filters",
  open: page => page.getByRole("button", { name: "Filters" }).click(),
  find: page => page.getByLabel("Created from"),
};
const palette: Overlay = {
  name: "the palette",
  open: page => page.keyboard.press("Control+k"),
  find: page => page.getByPlaceholder("Find pages and links"),
};
const presses = [
  { first: order, second: view },
  { first: ofLink, second: order },
  { first: filters, second: ofLink },
  { first: order, second: palette },
];

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
