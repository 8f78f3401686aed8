import { join, resolve } from "node:path";
import type { Link } from "@shunt/contracts/links";
import { findScreenshotDirectory } from "@shunt/testing/stores";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import { operatorEnv, signInAsOperator } from "../harness/operator.ts";
import { type Dashboard, desk, expectAccessible, openDashboard, phone, showTheme } from "./open-dashboard.ts";
import { openPaths, paths } from "./paths.ts";
import { seedClicks } from "./seed-clicks.ts";

const root = resolve(import.meta.dirname, "../../../..");
const titles = ["Autumn sale", "Newsletter", "Menu", "Price list", "Podcast", "Press kit", "Survey", "Voucher", "Map"];
/** Pictures for the README, by their path in the dashboard. */
const shown: Record<string, string> = { "/links": "links.png", "/links/$id": "link.png", "/links/new": "editor.png" };

describe.runIf(hasChromium)("in Chromium", () => {
  let dashboard: Dashboard;
  let page: Page;
  let link: Link;
  beforeAll(async () => {
    dashboard = await openDashboard({ env: operatorEnv });
    await signInAsOperator(dashboard.shunt);
    const account = { email: operatorEnv.ADMIN_EMAIL, password: operatorEnv.ADMIN_PASSWORD };
    page = await dashboard.visitAs({ account }, "/overview");
    const links = await makeLinks();
    link = links[0] as Link;
    await seedClicks(dashboard.shunt, links, 3_000);
  });
  afterAll(async () => {
    expect(dashboard.complaints).toEqual([]);
    await dashboard.stop();
  });

  /** Makes the links of the administrator, with tags and folders. */
  async function makeLinks(): Promise<Link[]> {
    const owner = await dashboard.signInAs({ email: operatorEnv.ADMIN_EMAIL, password: operatorEnv.ADMIN_PASSWORD });
    const links: Link[] = [];
    for (const [index, title] of titles.entries()) {
      const name = title.toLowerCase().replace(" ", "-");
      const body = {
        original_url: `https://example.com/${name}`,
        short_code: name,
        title,
        tags: index % 2 === 0 ? ["print", "autumn"] : ["mail"],
        folder: index % 3 === 0 ? "Campaigns" : null,
      };
      links.push(await owner.createLink({ body }));
    }
    return links;
  }

  function fill(path: string): string {
    return path.replace("$id", link.id);
  }

  test.each(paths)(
    "%s is accessible in both themes, wide and on a phone, without a complaint of the browser",
    async path => {
      const isOpen = openPaths.includes(path);
      const shownPage = isOpen ? await dashboard.visit(path) : page;
      for (const [name, viewport] of Object.entries({ desk, phone })) {
        await shownPage.setViewportSize(viewport);
        await shownPage.goto(dashboard.origin + fill(path));
        await shownPage.getByRole("heading", { level: 1 }).waitFor();
        // Skeletons hold the place of what is still on its way.
        await shownPage.locator("main:not(:has([data-skeleton]))").waitFor();
        // Colours do not depend on the width.
        await expectAccessible(shownPage, viewport === desk ? ["light", "dark"] : ["light"]);
        await takePictures(shownPage, path, name);
      }
      if (isOpen) await shownPage.context().close();
      expect(dashboard.complaints).toEqual([]);
    },
  );
});

async function takePictures(page: Page, path: string, size: string): Promise<void> {
  const directory = findScreenshotDirectory();
  if (directory === undefined) return;
  for (const colorScheme of ["light", "dark"] as const) {
    await showTheme(page, colorScheme);
    const name = path.replaceAll(/[^a-z]+/gi, "-").replaceAll(/^-|-$/g, "") || "home";
    await page.screenshot({ path: join(directory, `${name}-${size}-${colorScheme}.png`) });
    const picture = shown[path];
    if (picture !== undefined && size === "desk" && colorScheme === "light")
      await page.screenshot({ path: join(root, "docs", "images", picture) });
  }
}
