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
    await page.route(isFirstClick, route => route.fulfill({ status: 403, json: {} }), { times: 1 });
    await page.goto(`${dashboard.origin}/overview`);
    await page.getByRole("application", { name: /^Clicks/ }).waitFor();

    // Refused requests are repeated when people come back to the page.
    await page.evaluate('window.dispatchEvent(new Event("visibilitychange"))');
    await untilAtRest(page);

    expect(await page.getByRole("region", { name: guideName }).count()).toBe(0);
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
