import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import { operatorEnv, signInAsOperator } from "../harness/operator.ts";
import { type FilledAccount, fillAccount } from "./fill-account.ts";
import { findMisfits } from "./find-misfits.ts";
import { type Dashboard, openDashboard } from "./open-dashboard.ts";
import { openPaths, paths } from "./paths.ts";

/** A usual phone, and 1280 px at 400 % (WCAG 1.4.10). */
const widths = [360, 320];
const guestPaths = [...openPaths, "/shared/$token"];
/** Without the one that leads to another page. */
const memberPaths = paths.filter(path => !guestPaths.includes(path) && path !== "/admin");
const account = { email: operatorEnv.ADMIN_EMAIL, password: operatorEnv.ADMIN_PASSWORD };

describe.runIf(hasChromium)("in Chromium", () => {
  let dashboard: Dashboard;
  let filled: FilledAccount;
  beforeAll(async () => {
    dashboard = await openDashboard({ env: operatorEnv });
    await signInAsOperator(dashboard.shunt);
    filled = await fillAccount(dashboard.shunt, await dashboard.signInAs(account));
  });
  afterAll(async () => {
    expect(dashboard.complaints).toEqual([]);
    await dashboard.stop();
  });

  test.each(["en", "de", "fr", "es"])(
    "with long texts and large numbers, all pages in the language %s fit narrow windows",
    async locale => {
      const options = { locale, viewport: toViewport(360) };
      const guest = await dashboard.visit("/", options);
      const member = await dashboard.visitAs({ account }, "/overview", options);

      await expectFit(guest, guestPaths);
      await expectFit(member, memberPaths);
      for (const page of [guest, member]) await page.context().close();
    },
  );

  /** @param routes the first one is that of the open page */
  async function expectFit(page: Page, routes: readonly string[]): Promise<void> {
    for (const [index, route] of routes.entries()) {
      await showPage(page, index === 0 ? undefined : fill(route));
      for (const width of widths) {
        await page.setViewportSize(toViewport(width));
        // Charts follow the width a moment later.
        await expect.poll(() => findMisfits(page), { message: `${route} at ${width} px` }).toEqual([]);
      }
    }
  }

  function fill(path: string): string {
    const { links, host, webhookId, postId, shareToken } = filled;
    const id = path.startsWith("/feed/") ? postId : path.startsWith("/developers/") ? webhookId : links[0].id;
    return path.replace("$id", id).replace("$host", host).replace("$token", shareToken);
  }
});

function toViewport(width: number) {
  return { width, height: 800 };
}

/** Shows another page with all its sections, without loading the application anew, which would take most of the time. */
async function showPage(page: Page, path: string | undefined): Promise<void> {
  if (path !== undefined) {
    const mark = `for (const each of document.querySelectorAll("h1")) each.dataset.old = ""`;
    await page.evaluate(`${mark}; history.pushState(null, "", ${JSON.stringify(path)})`);
  }
  await page.locator("h1:not([data-old])").waitFor();
  const isLoaded = page.locator("main:not(:has([data-skeleton]))");
  await isLoaded.waitFor();
  const closed = "main button[aria-expanded=false]:not([aria-haspopup])";
  await page.evaluate(`for (const each of document.querySelectorAll(${JSON.stringify(closed)})) each.click()`);
  await isLoaded.waitFor();
}
