import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import type { Owner } from "../harness/owner.ts";
import { type Dashboard, openDashboard } from "./open-dashboard.ts";

/** The control with the focus, by its name. */
const focused = `(() => {
  const { activeElement: { tagName, ariaLabel, textContent } } = document;
  return tagName === "BODY" ? "nothing" : (ariaLabel ?? textContent).trim();
})()`;

describe.runIf(hasChromium)("in Chromium", () => {
  let dashboard: Dashboard;
  let owner: Owner;
  beforeAll(async () => {
    dashboard = await openDashboard();
    owner = await dashboard.shunt.signUp();
    for (const short_code of ["spring", "summer", "autumn"]) await owner.makeLink({ short_code, tags: [short_code] });
  });
  afterAll(async () => {
    expect(dashboard.complaints).toEqual([]);
    await dashboard.stop();
  });

  async function open(path: string): Promise<Page> {
    const page = await dashboard.visitAs(owner, path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    // Code for focus and announcements loads after the page.
    await page.locator("body:has(p[role=status].sr-only)").waitFor();
    return page;
  }

  async function chooseDelete(page: Page, name: string): Promise<void> {
    await page.getByRole("button", { name: new RegExp(`^Actions for .*${name}$`) }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Delete" }).press("Enter");
  }

  test("the title of the next page is announced", async () => {
    const page = await open("/links");
    await page.getByRole("link", { name: "Domains", exact: true }).press("Enter");

    await page.getByRole("status").getByText("Domains · Shunt").waitFor({ state: "attached" });
    await page.context().close();
  });

  test("a search announces how many links it finds, and that it finds none", async () => {
    const page = await open("/links");
    await page.getByRole("searchbox").fill("summer");
    await page.getByRole("status").getByText("1 link", { exact: true }).waitFor();
    await page.getByRole("searchbox").fill("winter");

    await page.getByRole("status").getByText("Nothing matches").waitFor();
    await page.context().close();
  });

  test("the focus stays in the page when the button that clears filters goes with them", async () => {
    const page = await open("/links?search=winter");
    await page.getByRole("button", { name: "Clear filters" }).last().press("Enter");
    await page.getByRole("status").getByText("3 links", { exact: true }).waitFor();

    await expect.poll(() => page.evaluate(focused)).not.toBe("nothing");
    await page.context().close();
  });

  test("a link of a page that leads to another one leaves the focus in its content", async () => {
    const page = await open("/links");
    await page.getByRole("link", { name: /\/autumn$/ }).press("Enter");
    await page.waitForURL(/\/links\/[\w-]{36}$/);

    await expect.poll(() => page.evaluate("document.activeElement.tagName")).toBe("MAIN");
    await page.context().close();
  });

  test("after a link is deleted, the focus is in the row at its place", async () => {
    const page = await open("/links");
    await chooseDelete(page, "summer");
    await page.getByText("1 link deleted").waitFor();

    // The newest is first.
    await expect.poll(() => page.evaluate(focused)).toContain("spring");
    await page.context().close();
  });

  test("after a tag is deleted, the focus is in the row at its place", async () => {
    const page = await open("/tags");
    await chooseDelete(page, "spring");
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).press("Enter");
    await page.getByText("The tag spring is deleted").waitFor();

    await expect.poll(() => page.evaluate(focused)).toContain("summer");
    await page.context().close();
  });

  test("a problem of a field is announced, as the focus may be there already", async () => {
    const page = await open("/links/new");
    await page.getByRole("textbox", { name: "Short code" }).fill("x");
    await page.keyboard.press("Enter");

    await page.getByRole("alert").getByText("Please fill this in.").waitFor();
    await page.context().close();
  });
});
