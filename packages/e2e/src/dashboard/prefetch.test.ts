import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import type { Owner } from "../harness/owner.ts";
import { type Dashboard, openDashboard, phone } from "./open-dashboard.ts";
import { seedClicks } from "./seed-clicks.ts";

const everything = "**/api/**";

describe.runIf(hasChromium)("in Chromium", () => {
  let dashboard: Dashboard;
  let owner: Owner;
  let page: Page;
  let clicks = "";
  beforeAll(async () => {
    dashboard = await openDashboard();
    const { shunt } = dashboard;
    owner = await shunt.signUp();
    const { account, client } = owner;
    const { workspaces } = await client.getMe({});
    const workspace_id = workspaces[0]?.id ?? "";
    const link = await client.createLink({
      body: {
        original_url: "https://example.com/",
        title: "Autumn sale",
        short_code: "autumn",
        tags: ["mail"],
        folder: "Campaigns",
      },
    });
    await seedClicks(shunt, [link], 4_000);
    const { totals } = await client.getSeries({ query: { days: 30, timezone: "Europe/Berlin" } });
    // So large that it is nothing else on a page, such as a day.
    clicks = totals.clicks.toLocaleString("en-GB");
    await shunt.db.insertInto("domains").values({ host: "go.example.com", workspace_id }).execute();
    await client.createUtmTemplate({ body: { name: "Newsletter", utm_source: "mail" } });
    await client.createApiKey({ body: { name: "Nightly import", scopes: ["read"] } });
    await client.createPost({ body: { content: "Our shop is open", visibility: "public" } });
    page = await dashboard.visitAs({ account }, "/import");
  });
  afterEach(() => page.unroute(everything));
  afterAll(async () => {
    expect(dashboard.complaints).toEqual([]);
    await dashboard.stop();
  });

  const byMouse = { point: (link: Locator) => link.hover(), open: (link: Locator) => link.click() };
  const byKeyboard = { point: (link: Locator) => link.focus(), open: (link: Locator) => link.press("Enter") };
  const byFinger = { point: touch, open: (link: Locator) => link.tap() };

  /** Points at a link, waits for what that loads, and follows the link while the server is silent. */
  async function follow(name: string | RegExp, answers: readonly string[], { point, open } = byMouse, on = page) {
    const link = on.getByRole("link", { name, exact: true }).filter({ visible: true }).first();
    const loaded = answers.map(path =>
      on.waitForEvent("requestfinished", request => new URL(request.url()).pathname === path),
    );
    await point(link);
    await Promise.all(loaded);
    await on.route(everything, () => undefined);
    await open(link);
  }

  function untilShown(text: string | RegExp, on = page): Promise<void> {
    return on.getByRole("main").getByText(text, { exact: true }).filter({ visible: true }).first().waitFor();
  }

  test.each([
    ["Overview", ["/api/v1/urls", "/api/v1/analytics/links"], "Autumn sale"],
    ["Links", ["/api/v1/urls"], "Autumn sale"],
    ["Analytics", ["/api/v1/analytics/series"], "clicks"],
    ["Tags", ["/api/v1/tags"], "mail"],
    ["Folders", ["/api/v1/folders"], "Campaigns"],
    ["UTM templates", ["/api/v1/utm-templates"], "Newsletter"],
    ["Domains", ["/api/v1/domains"], "go.example.com"],
    ["Developers", ["/api/v1/api-keys"], /^Nightly import/],
    ["Feed", ["/api/v1/news-feed"], "Our shop is open"],
  ])("%s shows at once what was loaded when someone pointed at its link", async (name, answers, shown) => {
    await page.goto(`${dashboard.origin}/import`);
    await follow(name, answers);

    await page.getByRole("heading", { level: 1, name }).waitFor();
    await untilShown(shown === "clicks" ? clicks : shown);
  });

  test("Links shows at once what was loaded when its link got the focus", async () => {
    await page.goto(`${dashboard.origin}/import`);
    await follow("Links", ["/api/v1/urls"], byKeyboard);

    await page.getByRole("heading", { level: 1, name: "Links" }).waitFor();
    await untilShown("Autumn sale");
  });

  test("Links shows at once what was loaded when a finger touched its link", async () => {
    const mobile = await dashboard.visitAs(owner, "/import", { viewport: phone, hasTouch: true, isMobile: true });
    await mobile.getByRole("heading", { level: 1 }).waitFor();
    await follow("Links", ["/api/v1/urls"], byFinger, mobile);

    await mobile.getByRole("heading", { level: 1, name: "Links" }).waitFor();
    await untilShown("Autumn sale", mobile);
    await mobile.context().close();
  });

  test("a link of the list shows its page at once", async () => {
    await page.goto(`${dashboard.origin}/links`);
    await follow(/\/autumn$/, ["/api/v1/analytics/series"]);

    await page.getByRole("heading", { level: 1, name: "Autumn sale" }).waitFor();
    await untilShown(clicks);
  });
});

/** Puts a finger on a link and moves it away, which follows no link. */
async function touch(link: Locator): Promise<void> {
  const { x, y, width, height } = (await link.boundingBox()) as { x: number; y: number; width: number; height: number };
  const browser = await link.page().context().newCDPSession(link.page());
  const touchPoints = [{ x: x + width / 2, y: y + height / 2 }];
  await browser.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
  await browser.send("Input.dispatchTouchEvent", { type: "touchCancel", touchPoints: [] });
  await browser.detach();
}
