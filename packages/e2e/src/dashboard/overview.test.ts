import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import { untilAtRest } from "./measure-shift.ts";
import { type Dashboard, expectAccessible, openDashboard } from "./open-dashboard.ts";

describe.runIf(hasChromium)("in Chromium", () => {
  let dashboard: Dashboard;
  beforeAll(async () => {
    dashboard = await openDashboard();
  });
  afterAll(async () => {
    expect(dashboard.complaints).toEqual([]);
    await dashboard.stop();
  });

  test("a new account is led from its first link to its first counted click", async () => {
    const page = await dashboard.visitAs(await dashboard.shunt.signUp(), "/overview");
    const guide = page.getByRole("region", { name: guideName });
    await guide.getByRole("heading", { name: "Shorten a link" }).waitFor();
    await expectAccessible(page);

    await page.getByLabel("Long address").fill("example.com/first");
    await page.getByRole("button", { name: "Shorten" }).click();
    await guide.getByRole("heading", { name: "Done: Shorten a link" }).waitFor();
    const shortUrl = await guide.getByRole("link", { name: /^Open / }).getAttribute("href");
    await fetch(shortUrl ?? "", { redirect: "manual", headers: { "user-agent": aBrowser } });

    await guide.getByText("1 click counted").waitFor();
    await expectAccessible(page);
    await guide.getByRole("link", { name: "Show its numbers" }).click();
    await page.waitForURL("**/links/*");
    await page.getByRole("button", { name: "Live" }).waitFor();
    await page.goBack();
    await page.getByRole("heading", { name: "Most clicked" }).waitFor();
    await page.getByText("example.com/first").first().waitFor();
    expect(await guide.count()).toBe(0);
  });

  test("the guide does not come late, above what is there already", async () => {
    const isFirstClick = ({ href }: URL) => href.includes("sort=-click_count");
    const owner = await dashboard.shunt.signUp();
    await owner.makeLink({});
    const page = await dashboard.visitAs(owner, "/sign-in?to=%2Fnowhere");
    await page.route(isFirstClick, route => route.fulfill({ status: 403, json: {} }));
    await page.goto(`${dashboard.origin}/overview`);
    await page.getByRole("application", { name: /^Clicks/ }).waitFor();

    // Refused requests are repeated when people come back to the page.
    await page.unroute(isFirstClick);
    await page.evaluate('window.dispatchEvent(new Event("visibilitychange"))');
    await untilAtRest(page);

    expect(await page.getByRole("region", { name: guideName }).count()).toBe(0);
  });

  test("shares of the most clicked links are of all clicks, also those of links that are not listed", async () => {
    const owner = await dashboard.shunt.signUp();
    const links = await Promise.all(Array.from({ length: 8 }, () => owner.makeLink()));
    for (const { short_url } of [...links, links[0], links[0]].flatMap(link => link ?? []))
      await fetch(short_url, { headers: { "user-agent": aBrowser }, redirect: "manual" });
    const counted = async () => (await owner.client.getSeries({ query: { days: 30 } })).totals.clicks === 10;
    await waitFor(counted, { what: "ten counted clicks" });
    const page = await dashboard.visitAs(owner, "/overview");

    await page.getByText("30%", { exact: true }).waitFor();
    expect(await page.getByText("10%", { exact: true }).count()).toBe(5);
    await page.context().close();
  });

  test("the period is in the address and survives a reload", async () => {
    const page = await dashboard.visitAs(await dashboard.shunt.signUp(), "/overview");
    await page.getByRole("button", { name: "7 days" }).click();
    await page.waitForURL("**/overview?days=7");
    await page.reload();
    await page.getByRole("button", { name: "7 days", pressed: true }).waitFor();
  });
});

const aBrowser = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

const guideName = "Three steps to your first number";
