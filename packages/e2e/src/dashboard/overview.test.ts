import { waitFor } from "@shunt/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
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

  /** An account with a link and two workspaces, in a browser that adds up how far what it shows moves. */
  async function aPageToMeasure() {
    const owner = await dashboard.shunt.signUp();
    await owner.makeLink({});
    await (await dashboard.signInAs(owner.account)).createWorkspace({ body: { name: "Second" } });
    const page = await dashboard.visitAs(owner, "/sign-in?to=%2Fnowhere");
    await page.addInitScript(`addEventListener("DOMContentLoaded", () => {
      let shift = 0;
      const add = entries => entries.forEach(entry => { shift += entry.hadRecentInput ? 0 : entry.value; });
      const observer = new PerformanceObserver(list => add(list.getEntries()));
      observer.observe({ type: "layout-shift", buffered: true });
      window.measureShift = () => { add(observer.takeRecords()); return shift; };
    })`);
    return { page, measureShift: () => page.evaluate("measureShift()") };
  }

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

  test.each(answers)("what is on the page stays where it is while the rest loads, last of all $name", async last => {
    const { page, measureShift } = await aPageToMeasure();
    const others = answers.filter(answer => answer !== last && answer !== askedLast);
    const received = new Set<object>();
    page.on("requestfinished", request => {
      for (const answer of others) if (request.url().includes(answer.url)) received.add(answer);
    });
    await page.route(
      ({ href }) => href.includes(last.url),
      async route => {
        await waitFor(() => received.size === others.length, { what: "the other answers" });
        await untilAtRest(page);
        await route.continue();
      },
    );
    await page.goto(`${dashboard.origin}/overview`);
    await page.getByRole("application", { name: /^Clicks/ }).waitFor();
    await page.locator("main:not(:has([data-skeleton]))").waitFor();
    await page.getByRole("button", { name: "Workspace" }).waitFor();

    expect(await measureShift()).toBeLessThan(maxShift);
  });

  test("the guide does not come late, above what is there already", async () => {
    const isFirstClick = ({ href }: URL) => href.includes("sort=-click_count");
    const { page } = await aPageToMeasure();
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

/** Waits until nothing has changed on the page for thirty frames. */
async function untilAtRest(page: Page): Promise<void> {
  await page.evaluate(`new Promise(done => {
    let left = 30;
    new MutationObserver(() => { left = 30; }).observe(document, { subtree: true, childList: true, characterData: true });
    requestAnimationFrame(function count() { left-- > 0 ? requestAnimationFrame(count) : done(); });
  })`);
}

/** A tenth of the limit of https://web.dev/articles/cls, which is a share of the screen. */
const maxShift = 0.01;

/** The page asks for it when it knows what goes above it. */
const askedLast = { name: "the most clicked links of the period", url: "/analytics/links" };
/** Requests of the page, by a part of their URL. */
const answers = [
  { name: "the account", url: "/api/v1/auth/me" },
  { name: "the newest links", url: "sort=-created_at" },
  { name: "the link with the most clicks", url: "sort=-click_count" },
  { name: "the clicks over time", url: "/analytics/series" },
  askedLast,
];
