import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import { untilAtRest } from "./measure-shift.ts";
import { type Dashboard, expectAccessible, openDashboard } from "./open-dashboard.ts";

const request = /\/api\/v1\/tags(\?|$)/;

describe.runIf(hasChromium)("in Chromium", () => {
  let dashboard: Dashboard;
  beforeAll(async () => {
    dashboard = await openDashboard();
  });
  afterAll(() => dashboard.stop());

  test.each([
    { path: "/nowhere", title: "There is no such page · Shunt" },
    { path: `/links/${randomUUID()}`, title: "Link not found · Shunt" },
  ])("the window of $path has a title", async ({ path, title }) => {
    const page = await dashboard.visitAs(await dashboard.shunt.signUp(), "/links");
    await page.goto(dashboard.origin + path);

    await expect.poll(() => page.title()).toBe(title);
    await page.context().close();
  });

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

  test("without a connection, forms and pages say so, and go on when it is back", async () => {
    const owner = await dashboard.shunt.signUp();
    const page = await dashboard.visitAs(owner, "/overview");
    const address = page.getByRole("textbox", { name: "Long address" });
    await address.fill("example.com/offline");
    // The code of later parts is there.
    await untilAtRest(page);
    await page.context().setOffline(true);
    await page.keyboard.press("Enter");

    await page.getByRole("alert").getByText("The server cannot be reached.").waitFor();
    expect(await address.inputValue()).toBe("example.com/offline");
    await page.getByRole("link", { name: "Folders" }).click();
    await page.getByRole("heading", { name: "This page does not work" }).waitFor();
    expect(await page.title()).toBe("This page does not work · Shunt");
    await page.getByRole("alert").getByText("The server cannot be reached.").waitFor();
    await page.context().setOffline(false);
    await page.getByRole("button", { name: "Try again" }).click();

    await page.getByRole("heading", { level: 1, name: "Folders" }).waitFor();
    await page.context().close();
  });

  test("the page stays when the code of its later parts cannot be loaded", async () => {
    const owner = await dashboard.shunt.signUp();
    const page = await dashboard.visitAs(owner, "/icon.svg");
    let refused = 0;
    await page.route(/\/assets\/(?:announce-page|keep-focus|toasts)/, route => {
      refused++;
      return route.abort();
    });
    await page.goto(`${dashboard.origin}/links`);
    await expect.poll(() => refused).toBe(3);
    await untilAtRest(page);

    await page.getByRole("heading", { level: 1, name: "Links" }).waitFor();
    await page.context().close();
  });

  test("dialogs, menus and sections whose code is gone since an update leave unsaved entries as they are", async () => {
    const owner = await dashboard.shunt.signUp();
    const { id } = await owner.makeLink({ title: "Before" });
    const page = await dashboard.visitAs(owner, "/icon.svg");
    await page.route(/\/assets\/(?:palette|leave-dialog|rules-fields|menu-parts)-/, route =>
      route.fulfill({ status: 404, json: {} }),
    );
    await page.goto(`${dashboard.origin}/links/${id}/edit`);
    const title = page.getByRole("textbox", { name: "Title" });
    await title.fill("After");
    await untilAtRest(page);
    const text = "A part of this page could not be loaded.";
    const toast = page.getByRole("alertdialog").filter({ hasText: text });

    const openers = [
      () => page.keyboard.press("Control+k"),
      () => page.getByRole("link", { name: "Folders" }).click(),
      () => page.getByRole("button", { name: "Language", exact: true }).click(),
    ];
    for (const open of openers) {
      await open();
      await toast.waitFor();
      await toast.getByRole("button", { name: "Close" }).click();
      await toast.waitFor({ state: "detached" });
    }
    await page.getByRole("button", { name: "Rules" }).click();
    await page.getByRole("alert").getByText(text).waitFor();
    expect(await title.inputValue()).toBe("After");
    await page.getByRole("button", { name: "Save" }).click();

    await page.getByRole("heading", { level: 1, name: "After" }).waitFor();
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
