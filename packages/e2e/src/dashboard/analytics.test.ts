import { readFile } from "node:fs/promises";
import { waitFor } from "@shunt/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import { type Dashboard, expectAccessible, openDashboard, phone } from "./open-dashboard.ts";

describe.runIf(hasChromium)("in Chromium", () => {
  let dashboard: Dashboard;
  beforeAll(async () => {
    // The visitors of this test are on this machine, so that their country is unknown.
    dashboard = await openDashboard({ env: { RATE_LIMIT_REQUESTS: "0", RATE_LIMIT_ANONYMOUS_REQUESTS: "0" } });
  });
  afterAll(async () => {
    expect(dashboard.complaints).toEqual([]);
    await dashboard.stop();
  });

  /** Clicks as a browser that came from a page. */
  async function click(shortUrl: string, referrer: string): Promise<void> {
    const agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    const headers = { "user-agent": agent, referer: referrer, "accept-language": "de" };
    expect((await fetch(shortUrl, { headers, redirect: "manual" })).status).toBeLessThan(400);
  }
  const toTotal = (page: Page, value: string) =>
    page.locator("dl > div").filter({ hasText: "Clicks" }).locator("data").filter({ hasText: value });

  test("a click is seen live, raises the number, can be filtered by a bar and exported, and the report shared", async () => {
    const owner = await dashboard.shunt.signUp();
    const link = await owner.makeLink({ title: "Autumn sale" });
    const page = await dashboard.visitAs(owner, `/links/${link.id}?list=live`);
    await page.getByText("No clicks in this period").first().waitFor();
    await page.getByText("Waiting for the next click").waitFor();

    await click(link.short_url, "https://news.example/");
    await page.getByRole("cell", { name: /news\.example/ }).waitFor();
    await toTotal(page, "1").waitFor();
    await click(link.short_url, "https://blog.example/");
    await toTotal(page, "2").waitFor();
    await page.getByRole("status").filter({ hasText: "new click" }).waitFor({ state: "attached" });

    await page.getByRole("button", { name: "news.example", exact: true }).click();
    await page.waitForURL("**referrer=**");
    await toTotal(page, "1").waitFor();
    await page.getByRole("button", { name: "news.example", pressed: true }).waitFor();
    await expectAccessible(page);

    await page.getByRole("button", { name: "Filter by blog.example" }).click();
    await page.getByRole("menuitem", { name: "Without blog.example" }).click();
    await page.waitForURL("**referrer_not=**");

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page
        .getByRole("button", { name: "Export" })
        .click()
        .then(() => page.getByRole("menuitem", { name: "As CSV" }).click()),
    ]);
    const rows = (await readFile(await download.path(), "utf8")).trim().split("\n");
    expect(rows).toHaveLength(2);
    expect(rows[1]).toContain("news.example");

    await page.getByRole("button", { name: "Share" }).click();
    await page.getByRole("button", { name: "Create address" }).click();
    const address = await page.getByRole("textbox", { name: "Address" }).inputValue();
    const path = address.slice(address.indexOf("/shared/"));
    const reader = await dashboard.visit(path, { viewport: phone });
    await reader.getByRole("heading", { level: 1, name: "Autumn sale" }).waitFor();
    await toTotal(reader, "1").waitFor();
    await reader.getByText("news.example").last().waitFor();
    expect(await reader.getByText("Clicks one by one").count()).toBe(0);
    await expectAccessible(reader);

    await page.getByRole("button", { name: "Stop sharing Autumn sale" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Stop sharing" }).click();
    await page.getByText("Autumn sale is not shared any longer").waitFor();
    await reader.reload();
    await reader.getByRole("heading", { level: 1, name: "This report is not shared any longer" }).waitFor();
  });

  test("a press on the bar of a folder or tag shows the numbers of its links", async () => {
    const owner = await dashboard.shunt.signUp();
    const sale = await owner.makeLink({ folder: "Sale", tags: ["red"] });
    const other = await owner.makeLink({ tags: ["red"] });
    for (const { short_url } of [sale, other, other]) await click(short_url, "https://news.example/");
    await waitFor(async () => (await owner.countClicks(other.short_code)) === 2, { what: "the clicks to be counted" });
    await waitFor(async () => (await owner.countClicks(sale.short_code)) === 1, { what: "the click to be counted" });

    const page = await dashboard.visitAs(owner, "/analytics");
    await toTotal(page, "3").waitFor();
    await page.getByText("Other links: 2 clicks").waitFor();
    await page.getByRole("button", { name: "Sale", exact: true }).click();
    await page.waitForURL("**folder=Sale");
    await toTotal(page, "1").waitFor();
    await page.getByRole("button", { name: "Sale", exact: true, pressed: true }).click();
    await toTotal(page, "3").waitFor();

    await page.getByRole("button", { name: /Folders and tags/ }).click();
    await page.getByRole("option", { name: "Tags" }).click();
    await page.getByRole("button", { name: "red", exact: true }).click();
    await page.getByRole("button", { name: "red", exact: true, pressed: true }).waitFor();
    await toTotal(page, "3").waitFor();
    await expectAccessible(page);
  });

  test("filters are saved under a name and opened again", async () => {
    const owner = await dashboard.shunt.signUp();
    const page = await dashboard.visitAs(owner, "/analytics?days=7&bots=true");
    await page.getByRole("button", { name: "Saved views" }).click();
    await page.getByRole("menuitem", { name: "Save this view" }).click();
    await page.getByLabel("Name", { exact: true }).fill("With bots");
    await page.keyboard.press("Enter");
    await page.getByText("Saved as With bots").waitFor();

    await page.goto(`${dashboard.origin}/analytics`);
    await page.getByRole("button", { name: "Saved views" }).click();
    await page.getByRole("menuitem", { name: "With bots" }).click();
    await page.waitForURL("**days=7**");
    expect(await page.getByRole("switch", { name: "Count bots too" }).isChecked()).toBe(true);
  });

  test("links chosen in the list are compared, and one is taken out", async () => {
    const owner = await dashboard.shunt.signUp();
    for (const short_code of ["compare-a", "compare-b"]) await owner.makeLink({ short_code });
    const page = await dashboard.visitAs(owner, "/links");
    for (const code of ["compare-a", "compare-b"])
      await page.getByRole("row").filter({ hasText: code }).getByRole("checkbox").click();
    await page.getByRole("button", { name: "Compare" }).last().click();
    await page.getByRole("heading", { level: 1, name: "Compare links" }).waitFor();
    await page.getByRole("row", { name: /compare-a/ }).waitFor();
    await expectAccessible(page);

    await page.getByRole("button", { name: "Remove compare-b" }).click();
    await page.getByRole("row", { name: /compare-b/ }).waitFor({ state: "detached" });
    await page.getByRole("row", { name: /compare-a/ }).waitFor();
  });
});
