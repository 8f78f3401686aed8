import { prerenderedPaths } from "@shunt/contracts/dashboard";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import { type Dashboard, openDashboard, phone, waitForApplication } from "./open-dashboard.ts";

const languages = { en: "en-GB", de: "de-AT", fr: "fr", es: "es-MX" } as const;

describe.runIf(hasChromium)("in Chromium", () => {
  let dashboard: Dashboard;
  beforeAll(async () => {
    dashboard = await openDashboard({ env: { RATE_LIMIT_REQUESTS: "0", RATE_LIMIT_ANONYMOUS_REQUESTS: "0" } });
  });
  afterAll(async () => {
    expect(dashboard.complaints).toEqual([]);
    await dashboard.stop();
  });

  /** Keeps the application from running, not the script that runs before it. */
  async function openWithoutApplication(page: Page, path: string): Promise<void> {
    await page.route(/\/assets\/(?!early-).*\.js$/, () => undefined);
    await page.goto(dashboard.origin + path, { waitUntil: "commit" });
  }
  async function readLines(page: Page, part: string): Promise<string[]> {
    return (await page.evaluate<string>(`document.querySelector("${part}").innerText`)).split(/\n+/);
  }

  test.each(Object.entries(languages))("pages in %s read the same without scripts", async (language, locale) => {
    const options = { locale, viewport: phone };
    const page = await dashboard.visit("/icon.svg", options);
    const still = await (await dashboard.browser.newContext({ ...options, javaScriptEnabled: false })).newPage();
    for (const path of prerenderedPaths) {
      await page.goto(dashboard.origin + path);
      await waitForApplication(page);
      await page.locator("#root h1").waitFor();
      await still.goto(dashboard.origin + path);
      const fields = await page.locator("#root input[placeholder]").all();
      const examples = await Promise.all(fields.map(each => each.getAttribute("placeholder")));
      const lines = await readLines(still, "#prerendered");

      expect(await still.locator("html").getAttribute("lang")).toBe(language);
      expect(lines.filter(line => !examples.includes(line))).toEqual(await readLines(page, "#root"));
      expect(await still.title()).toBe(await page.title());
      expect(await still.locator("input, form").count()).toBe(0);
      expect(await still.locator("noscript").isVisible()).toBe(true);
    }
  });

  test("the page stands where the application then draws it", async () => {
    const page = await dashboard.visit("/sign-in", { viewport: phone });
    const drawn = await page.locator("#root h1").boundingBox();
    await openWithoutApplication(page, "/sign-in");

    expect(drawn?.y).toBeGreaterThan(0);
    await expect.poll(() => page.locator("#prerendered h1").boundingBox()).toEqual(drawn);
    await page.context().close();
  });

  test("the page stays until the application has drawn it, not only its frame", async () => {
    const page = await dashboard.visit("/icon.svg");
    await page.route(/\/assets\/.*\.js$/, async route => {
      const response = await route.fetch();
      if (!(await response.text()).includes("Forgot your password?")) await route.fulfill({ response });
    });
    await page.goto(`${dashboard.origin}/sign-in`, { waitUntil: "commit" });
    await page.locator("#root header").waitFor();

    expect(await page.getByText("Forgot your password?").isVisible()).toBe(true);
    await page.context().close();
  });

  test.each([
    { what: "the application", files: /\/assets\/index-.*\.js$/ },
    { what: "one of its parts", files: /\/assets\/(?!early-|index-).*\.js$/ },
  ])("a page says so, and can be loaded again, where the code of $what is out of reach", async ({ files }) => {
    const context = await dashboard.browser.newContext({ viewport: phone, locale: "fr" });
    const page = await context.newPage();
    await page.route(files, route => route.abort());
    await page.goto(`${dashboard.origin}/sign-in`);
    const notice = page.getByRole("alert").filter({ hasText: "n’a pas pu être chargé" });
    await notice.waitFor();
    expect(await page.getByText("Mot de passe oublié").isVisible()).toBe(true);

    await page.unroute(files);
    await notice.getByRole("button", { name: "Recharger la page" }).click();

    await page.locator("#root h1").waitFor();
    expect(await notice.count()).toBe(0);
    await context.close();
  });

  test.each([
    { who: "who chose another language than the browser's", key: "shunt-locale", value: "de" },
    { who: "who is signed in", key: "shunt-session", value: "1" },
  ])("a visitor $who sees no page that is not for them", async ({ key, value }) => {
    const page = await dashboard.visit("/icon.svg");
    await page.evaluate(`localStorage.setItem(${JSON.stringify(key)}, ${JSON.stringify(value)})`);
    await openWithoutApplication(page, "/sign-in");
    const prerendered = page.locator("#prerendered");
    await prerendered.waitFor({ state: "attached" });
    await prerendered.waitFor({ state: "hidden" });

    expect(await page.locator("#start").isVisible()).toBe(true);
    await page.context().close();
  });

  test("caches know that a page depends on the language, and that others do not", async () => {
    const get = async (path: string, language: string) => {
      const answer = await fetch(dashboard.origin + path, {
        headers: { accept: "text/html", "accept-language": language },
      });
      return {
        text: await answer.text(),
        vary: answer.headers.get("vary"),
        policy: answer.headers.get("content-security-policy"),
      };
    };
    const [french, other, withParameters] = [
      await get("/sign-in", "fr-CA, en;q=0.5"),
      await get("/sign-in", "ja"),
      await get("/sign-in?to=/links", "fr"),
    ];

    expect(french.text).toContain('<html lang="fr">');
    expect(other.text).toContain('<html lang="en">');
    expect(french.vary).toBe("Accept-Encoding, Accept-Language");
    expect(french.policy).toContain("script-src 'self'");
    expect(withParameters.text).not.toContain("prerendered");
  });
});
