import { waitFor } from "@shunt/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import type { Owner } from "../harness/owner.ts";
import { untilAtRest } from "./measure-shift.ts";
import { type Dashboard, expectAccessible, openDashboard, phone } from "./open-dashboard.ts";

describe.runIf(hasChromium)("in Chromium", () => {
  let dashboard: Dashboard;
  beforeAll(async () => {
    dashboard = await openDashboard({ env: { RATE_LIMIT_REQUESTS: "0", RATE_LIMIT_BULK: "0" } });
  });
  afterAll(async () => {
    expect(dashboard.complaints).toEqual([]);
    await dashboard.stop();
  });

  /** Codes name their numbers: `<prefix>-0001` is the oldest link and the last row. */
  async function makeLinks(owner: Owner, count: number, prefix: string): Promise<void> {
    const rows = Array.from({ length: count }, (_, i) => ({
      original_url: `https://example.com/${i + 1}`,
      short_code: `${prefix}-${String(i + 1).padStart(4, "0")}`,
      tags: i % 2 ? ["even"] : [],
    }));
    expect((await owner.client.createLinks({ body: rows })).failed).toBe(0);
  }
  const toRow = (page: Page, code: string) => page.getByRole("row").filter({ hasText: code });
  const untilApi = (what: string, isSo: () => Promise<boolean>) => waitFor(isSo, { pollMs: 100, what });
  const count = async ({ client }: Owner, query: Parameters<Owner["client"]["listLinks"]>[0]) =>
    (await client.listLinks(query)).total;

  test("a pasted address is a link at once, copied and at the top of the list", async () => {
    const owner = await dashboard.shunt.signUp();
    const permissions = ["clipboard-read", "clipboard-write"];
    const page = await dashboard.visitAs(owner, "/links", { permissions });
    await page.getByRole("heading", { name: "Your first short link is one paste away" }).waitFor();

    await page.evaluate('navigator.clipboard.writeText("https://example.com/pasted?a=b")');
    await page.getByLabel("Long address").press("ControlOrMeta+V");
    await page.getByText("is ready and copied").waitFor();

    const [link] = (await owner.client.listLinks({})).items;
    expect(link?.original_url).toBe("https://example.com/pasted?a=b");
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(link?.short_url);
    await toRow(page, link?.short_code ?? "").waitFor();
    await page.getByText("1 link", { exact: true }).waitFor();
    await expectAccessible(page);
  });

  test.each(["/links", "/overview"])(
    "on %s, people can type an address while the account is on its way",
    async path => {
      const page = await dashboard.visitAs(await dashboard.shunt.signUp(), "/icon.svg");
      const { promise: isReleased, resolve: release } = Promise.withResolvers<void>();
      await page.route("**/api/v1/auth/me", async route => {
        await isReleased;
        await route.continue();
      });
      await page.goto(dashboard.origin + path);
      const field = page.getByLabel("Long address");
      await field.pressSequentially("https://example.com/");
      await page.evaluate(`document.activeElement.addEventListener("blur", () => { window.isBlurred = true; })`);

      release();
      await page.locator("main:not(:has([data-skeleton]))").waitFor();
      await untilAtRest(page);
      await page.keyboard.type("typed");

      expect(await page.evaluate("window.isBlurred ?? false")).toBe(false);
      expect(await field.inputValue()).toBe("https://example.com/typed");
    },
  );

  test("a refused address can be corrected and shortened with one press", async () => {
    const owner = await dashboard.shunt.signUp();
    const page = await dashboard.visitAs(owner, "/links");
    const field = page.getByLabel("Long address");
    await field.fill("http://192.168.0.1/");
    await field.press("Enter");
    await page.getByText("The address must lead to the public internet.").waitFor();
    await page.getByRole("button", { name: "Shorten" }).click();
    await page.getByText("The address must lead to the public internet.").waitFor();
    await field.fill("https://example.com/corrected");
    await page.getByRole("button", { name: "Shorten" }).click();

    await page.getByText("is ready").waitFor();
    expect((await owner.client.listLinks({})).items.map(link => link.original_url)).toEqual([
      "https://example.com/corrected",
    ]);
  });

  test("the menu leads back to the filters with which the list was left, and from there to all links", async () => {
    const owner = await dashboard.shunt.signUp();
    await owner.makeLink({ short_code: "kept-one", tags: ["mail"] });
    const page = await dashboard.visitAs(owner, "/links?tag=%5B%22mail%22%5D");
    await page.getByRole("button", { name: "Remove the filter Tags: mail" }).waitFor();
    await page.getByRole("link", { name: "Overview" }).click();
    await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();

    await page.getByRole("link", { name: "Links", exact: true }).click();
    await page.getByRole("button", { name: "Remove the filter Tags: mail" }).waitFor();
    await page.getByRole("link", { name: "Links", exact: true }).click();
    await page.waitForURL("**/links");
    await page.getByRole("button", { name: "Remove the filter Tags: mail" }).waitFor({ state: "detached" });
  });

  test("a column shows when links were clicked last, and sorts by it", async () => {
    const owner = await dashboard.shunt.signUp();
    const { short_url } = await owner.makeLink({ short_code: "clicked-last" });
    await owner.makeLink({ short_code: "clicked-never" });
    await fetch(short_url, { redirect: "manual", headers: { "user-agent": "Mozilla/5.0 Firefox/145.0" } });
    await untilApi("the click to be counted", async () => {
      const { items } = await owner.client.listLinks({ query: { search: "clicked-last" } });
      return items[0]?.last_clicked_at !== null;
    });
    const page = await dashboard.visitAs(owner, "/links");
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Last click" }).click();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Last click" }).click();
    await page.waitForURL("**/links?sort=-last_click");

    await page
      .locator('[aria-rowindex="2"]')
      .filter({ hasText: "clicked-last" })
      .getByText(/second|now/)
      .first()
      .waitFor();
    await page.locator('[aria-rowindex="3"]').filter({ hasText: "clicked-never" }).waitFor();
    await expectAccessible(page);
  });

  test("search and filters are in the address, and can be cleared", async () => {
    const owner = await dashboard.shunt.signUp();
    await owner.makeLink({ short_code: "find-me", title: "Frühling", tags: ["mail"] });
    await owner.makeLink({ short_code: "find-not", is_active: false });
    const page = await dashboard.visitAs(owner, "/links");
    await toRow(page, "find-not").waitFor();

    await page.getByRole("searchbox", { name: "Search links" }).fill("fruhling");
    await page.waitForURL("**/links?search=fruhling");
    await toRow(page, "find-not").waitFor({ state: "detached" });
    await toRow(page, "find-me").waitFor();
    await page.getByRole("button", { name: "Filters", exact: true }).click();
    await page.getByRole("checkbox", { name: "mail" }).check();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Remove the filter Tags: mail" }).waitFor();
    await page.getByRole("searchbox", { name: "Search links" }).fill("nothing like it");
    await page.getByRole("heading", { name: "Nothing matches" }).waitFor();
    await page.getByRole("button", { name: "Clear filters" }).first().click();
    await toRow(page, "find-not").waitFor();
    await page.getByRole("checkbox", { name: "Select all links" }).click();
    await page.getByRole("status").getByText("2 selected").waitFor();
    await page.goBack();
    await page.getByRole("heading", { name: "Nothing matches" }).waitFor();
    await page.getByRole("status").getByText("selected").waitFor({ state: "detached" });
  });

  test("any of many links can be reached, and all that match can be changed and changed back", async () => {
    const owner = await dashboard.shunt.signUp();
    await makeLinks(owner, 350, "many");
    const page = await dashboard.visitAs(owner, "/links");
    await toRow(page, "many-0350").waitFor();
    expect(await page.getByRole("grid").getAttribute("aria-rowcount")).toBe("351");
    await page.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
    await toRow(page, "many-0001").waitFor();
    expect(await toRow(page, "many-0001").getAttribute("aria-rowindex")).toBe("351");

    await page.getByRole("checkbox", { name: /^Select .*many-0001$/ }).click();
    await page.getByRole("checkbox", { name: /^Select .*many-0005$/ }).click({ modifiers: ["Shift"] });
    await page.getByRole("status").getByText("5 selected").waitFor();
    await page.getByRole("button", { name: "Select all 350 that match" }).click();
    await page.getByRole("button", { name: "Tag", exact: true }).click();
    await page.getByRole("combobox", { name: "Tag", exact: true }).fill("spring");
    await page.getByRole("button", { name: "Add tag" }).click();
    // Keeps the message open.
    await page.getByRole("button", { name: "Undo" }).hover();
    const countTagged = async () => {
      const { items } = await owner.client.listTags({});
      return items.find(({ name }) => name === "spring")?.link_count ?? 0;
    };
    await untilApi("all links to have the tag", async () => (await countTagged()) === 350);
    await page.getByRole("button", { name: "Undo" }).click();
    await untilApi("no link to have the tag", async () => (await countTagged()) === 0);
  });

  test("deleted links can be restored for ten seconds, and are gone when the message closes", async () => {
    const owner = await dashboard.shunt.signUp();
    await makeLinks(owner, 3, "gone");
    const page = await dashboard.visitAs(owner, "/links", { viewport: phone });
    const remove = async (code: string) => {
      await page.getByRole("button", { name: new RegExp(`^Actions for .*${code}$`) }).click();
      await page.getByRole("menuitem", { name: "Delete" }).click();
      await toRow(page, code).waitFor({ state: "detached" });
    };
    await remove("gone-0002");
    await page.getByRole("button", { name: "Undo" }).click();
    await toRow(page, "gone-0002").waitFor();
    await remove("gone-0003");
    expect(await count(owner, {})).toBe(3);
    await page.keyboard.press("x");
    await page.getByRole("status").getByText("1 selected").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("alertdialog").getByRole("button", { name: "Close" }).click();
    await untilApi("the link to be deleted", async () => (await count(owner, {})) === 2);
    await page.getByText("2 links", { exact: true }).waitFor();
    await expectAccessible(page);

    await remove("gone-0001");
    await page.goto(`${dashboard.origin}/docs/`);
    await untilApi("the link to be deleted with the page", async () => (await count(owner, {})) === 1);
  });

  test("a bulk change lists the links that it could not change, with the reason", async () => {
    const owner = await dashboard.shunt.signUp();
    await makeLinks(owner, 2, "part");
    const page = await dashboard.visitAs(owner, "/links");
    await page.getByRole("checkbox", { name: /^Select .*part-0001$/ }).click();
    await page.getByRole("checkbox", { name: /^Select .*part-0002$/ }).click();
    await owner.client.deleteLink({ params: { id: "part-0002" } });

    await page.getByRole("button", { name: "Disable" }).click();
    const report = page.getByRole("dialog", { name: "1 link could not be changed" });
    await report.getByText("part-0002").waitFor();
    await report.getByRole("button", { name: "Close" }).click();
    await toRow(page, "part-0001").getByText("Disabled").waitFor();
    expect((await owner.client.getLink({ params: { id: "part-0001" } })).state).toBe("inactive");
    await toRow(page, "part-0002").waitFor({ state: "detached" });
  });

  test("the list can be used by keyboard alone", async () => {
    const owner = await dashboard.shunt.signUp();
    await makeLinks(owner, 3, "keys");
    const page = await dashboard.visitAs(owner, "/links");
    await toRow(page, "keys-0003").waitFor();

    await page.keyboard.press("j");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("x");
    await page.getByRole("status").getByText("1 selected").waitFor();
    expect(await toRow(page, "keys-0002").getAttribute("aria-selected")).toBe("true");
    await page.keyboard.press("Escape");
    await page.getByRole("status").getByText("1 selected").waitFor({ state: "detached" });
    await page.keyboard.press("/");
    await page.keyboard.type("keys-0001");
    await page.waitForURL("**/links?search=keys-0001");
    await toRow(page, "keys-0002").waitFor({ state: "detached" });
    await page.keyboard.press("Tab");
    await toRow(page, "keys-0001").focus();
    await page.keyboard.press("e");
    await page.waitForURL("**/links/*/edit");
    await page.context().close();
  });

  test("the keys of the list work on a check box too, and a key that is held down goes on", async () => {
    const owner = await dashboard.shunt.signUp();
    await makeLinks(owner, 4, "held");
    const page = await dashboard.visitAs(owner, "/links");
    await page.getByRole("checkbox", { name: /^Select .*held-0004$/ }).click();
    await page.getByRole("status").getByText("1 selected").waitFor();
    // The second and the third repeat the first, as long as it is held down.
    for (let i = 0; i < 3; i++) await page.keyboard.down("j");
    await page.keyboard.up("j");
    await expect
      .poll(() => toRow(page, "held-0001").evaluate(row => row === row.ownerDocument.activeElement))
      .toBe(true);
    await page.keyboard.press("Shift+X");
    await page.getByRole("status").getByText("4 selected").waitFor();
    await page.context().close();
  });
});
