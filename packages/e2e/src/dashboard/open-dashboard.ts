import { type Client, createClient } from "@shunt/contracts/client";
import { operations } from "@shunt/contracts/operations";
import { buildDashboard } from "@shunt/dev";
import { waitFor } from "@shunt/testing";
import { dashboardDirectory } from "@shunt/testing/stores";
import axe, { type AxeResults } from "axe-core";
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { launchChromium } from "../harness/chromium.ts";
import type { Owner } from "../harness/owner.ts";
import { type Shunt, type ShuntOptions, startShunt } from "../harness/start-shunt.ts";

export const desk = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

export interface Dashboard {
  shunt: Shunt;
  browser: Browser;
  /** Origin of the dashboard and the API. */
  origin: string;
  /** Opens an empty browser on a page, without a session. */
  visit(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** Opens a browser on a page with the session of an account. */
  visitAs(owner: Pick<Owner, "account">, path: string, options?: BrowserContextOptions): Promise<Page>;
  /** Returns the API with the session of an account. */
  signInAs(account: Owner["account"]): Promise<Client<typeof operations>>;
  /** Scripts that failed, and refusals of the Content-Security-Policy, as browsers log them. */
  complaints: readonly string[];
  stop(): Promise<void>;
}

/** Starts Shunt with the built dashboard, and a browser. */
export async function openDashboard(options: ShuntOptions = {}): Promise<Dashboard> {
  const DASHBOARD_DIR = await buildDashboard(dashboardDirectory());
  const shunt = await startShunt({ ...options, env: { DASHBOARD_DIR, ...options.env } });
  const browser = await launchChromium();
  const origin = String(shunt.env.APP_URL);
  const complaints: string[] = [];
  const openPage = async (context: BrowserContext, path: string) => {
    const page = await context.newPage();
    page.on("pageerror", ({ message }) => complaints.push(message));
    page.on("console", message => isComplaint(message.text()) && complaints.push(message.text()));
    await page.goto(origin + path);
    await waitForApplication(page);
    return page;
  };
  const newContext = (given: BrowserContextOptions = {}) =>
    browser.newContext({ viewport: desk, locale: "en-GB", timezoneId: "Europe/Berlin", ...given });
  return {
    shunt,
    browser,
    origin,
    complaints,
    visit: async (path, given) => openPage(await newContext(given), path),
    visitAs: async ({ account }, path, given) => {
      const context = await newContext(given);
      await signIn(context, origin, account);
      return openPage(context, path);
    },
    signInAs: async account => {
      const { access_token } = await createClient(operations, { baseUrl: origin }).login({ body: account });
      return createClient(operations, { baseUrl: origin, getToken: () => access_token });
    },
    stop: async () => {
      await browser.close();
      await shunt.stop();
    },
  };
}

/** Waits until a page that the build has drawn is the one of the application. */
export async function waitForApplication(page: Page): Promise<void> {
  await page.locator("#prerendered").waitFor({ state: "detached" });
}

/** Gets the cookie of a session, as the sign-in page does, without its form. */
async function signIn(context: BrowserContext, origin: string, account: Owner["account"]): Promise<void> {
  const data = { ...account, session: "cookie" };
  const answer = await context.request.post(`${origin}/api/v1/auth/login`, { data, headers: { origin } });
  expect(answer.status()).toBe(200);
  await context.addInitScript(`localStorage.setItem("shunt-session", "1")`);
}

/** React reports failures as errors on the console; the browser reports there what the policy refuses. */
function isComplaint(text: string): boolean {
  // Refused requests are reported too, and are answers that pages show.
  return /content security policy|uncaught|^error|warning:/i.test(text) && !/status of [45]\d\d/.test(text);
}

const themes = ["light", "dark"] as const;

/** Expects a page without findings of axe, by default in both themes, that fits the width of its window. */
export async function expectAccessible(page: Page, shown: readonly (typeof themes)[number][] = themes): Promise<void> {
  // Outdated numbers are pale.
  await page.locator("body:not(:has([aria-busy=true]))").waitFor();
  for (const colorScheme of shown) {
    await showTheme(page, colorScheme);
    expect(await findViolations(page)).toEqual([]);
  }
  expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
}

/** Changes the theme of the system, and waits until the page is drawn in it. */
export async function showTheme(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  // `waitForFunction` needs `eval`, which the Content-Security-Policy refuses.
  const isShown = () => page.evaluate(`matchMedia("(prefers-color-scheme: ${colorScheme})").matches`);
  await waitFor(isShown, { what: `the ${colorScheme} theme` });
  await untilDrawn(page);
}

/** Waits for two frames: styles are computed anew then, and events of a scroll have come. */
export async function untilDrawn(page: Page): Promise<void> {
  await page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
}

/** Scrolls to a control, so that no event of a scroll closes what a press on it opens. */
export async function scrollTo(control: Locator): Promise<void> {
  await control.scrollIntoViewIfNeeded();
  await untilDrawn(control.page());
}

/** Announcements for screen readers may name a button that is gone, until React Aria removes them after seconds. */
const axeRun = 'axe.run({ exclude: [["[data-live-announcer]"]] })';

/** Evaluates axe over the protocol of the debugger, which the Content-Security-Policy does not concern. */
async function findViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate(axeRun)) as AxeResults;
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html} ${any[0]?.message ?? ""}`));
}
