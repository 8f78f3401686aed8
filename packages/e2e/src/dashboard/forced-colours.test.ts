import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import { type Dashboard, openDashboard } from "./open-dashboard.ts";
import { seedClicks } from "./seed-clicks.ts";

describe.runIf(hasChromium)("in Chromium", () => {
  let dashboard: Dashboard;
  beforeAll(async () => {
    dashboard = await openDashboard();
  });
  afterAll(() => dashboard.stop());

  test("in forced colours, filled buttons, switches and bars have edges, heat maps keep their colours, and the focus in a list is seen", async () => {
    const owner = await dashboard.shunt.signUp();
    const link = await owner.client.createLink({ body: { original_url: "https://example.com/forced" } });
    await seedClicks(dashboard.shunt, [link], 200);
    const page = await dashboard.visitAs(owner, `/links/${link.id}`, { forcedColors: "active" });
    await page.locator("main:not(:has([data-skeleton]))").waitFor();
    /** Values of a style of elements, each once. */
    const styles = async (selector: string, name: string) =>
      page.evaluate<string[]>(
        `[...new Set([...document.querySelectorAll(${JSON.stringify(selector)})].map(each => getComputedStyle(each).${name}))]`,
      );
    await page.getByText("When people click").waitFor();

    expect((await styles(".forced-color-adjust-none", "backgroundColor")).length).toBeGreaterThan(3);
    expect(await styles("li.group > div:first-child", "borderTopColor")).not.toContain("rgba(0, 0, 0, 0)");
    expect(await styles("li.group > div:first-child", "borderTopWidth")).toEqual(["1px"]);
    await page.goto(`${dashboard.origin}/links/new`);
    await page.getByRole("button", { name: "Create link" }).waitFor();
    expect(await styles("label > span > span", "borderTopWidth")).toEqual(["1px"]);
    expect(await styles("button[type=submit]", "borderTopWidth")).toEqual(["1px"]);
    await page.getByRole("button", { name: /Style of the code/ }).click();
    await page.keyboard.press("ArrowDown");
    expect(await styles("[role=option][data-focused]", "outlineStyle")).toEqual(["solid"]);
    expect(await styles("[role=option]:not([data-focused])", "outlineStyle")).toEqual(["none"]);
    await page.keyboard.press("Escape");
    expect(await styles("nav [aria-current=page]", "textDecorationLine")).toEqual(["underline"]);
    await page.context().close();
  });
});
