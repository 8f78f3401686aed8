import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import { type Dashboard, expectAccessible, openDashboard } from "./open-dashboard.ts";

const request = /\/api\/v1\/tags(\?|$)/;

describe.runIf(hasChromium)("in Chromium", () => {
  let dashboard: Dashboard;
  beforeAll(async () => {
    dashboard = await openDashboard();
  });
  afterAll(() => dashboard.stop());

  test("a lost connection is called that, and trying again shows the page", async () => {
    const owner = await dashboard.shunt.signUp();
    await owner.makeLink({ tags: ["kept"] });
    const page = await dashboard.visitAs(owner, "/overview");
    await page.route(request, route => route.abort());
    await page.goto(`${dashboard.origin}/tags`);

    await page.getByRole("alert").getByText("The server cannot be reached.").waitFor();
    expect(await page.getByRole("button", { name: "Reload page" }).count()).toBe(0);
    await page.unroute(request);
    await page.getByRole("button", { name: "Try again" }).click();

    await page.getByText("kept").first().waitFor();
    await page.context().close();
  });

  test("a fault of the page is called that, and the page can be loaded again", async () => {
    const owner = await dashboard.shunt.signUp();
    await owner.makeLink({ tags: ["kept"] });
    const page = await dashboard.visitAs(owner, "/overview");
    await page.route(request, route => route.fulfill({ json: { items: null, total: null } }));
    await page.goto(`${dashboard.origin}/tags`);

    const alert = page.getByRole("alert");
    await alert.getByText("because of a fault of the page itself").waitFor();
    await alert.getByText(/^TypeError: /).waitFor();
    expect(await page.getByText("cannot be reached").count()).toBe(0);
    await expectAccessible(page);
    await page.unroute(request);
    await page.getByRole("button", { name: "Reload page" }).click();

    await page.getByText("kept").first().waitFor();
    await page.context().close();
  });
});
