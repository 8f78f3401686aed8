import { createClient } from "@shunt/contracts/client";
import { operations } from "@shunt/contracts/operations";
import { waitFor } from "@shunt/testing";
import axe, { type AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium, launchChromium } from "./harness/chromium.ts";
import { operatorEnv, signInAsOperator } from "./harness/operator.ts";
import { type Shunt, startShunt } from "./harness/start-shunt.ts";

const phone = { width: 390, height: 844 };
const desk = { width: 1440, height: 900 };

describe.runIf(hasChromium)("in Chromium", () => {
  let shunt: Shunt;
  let browser: Browser;
  beforeAll(async () => {
    shunt = await startShunt({ env: operatorEnv });
    await signInAsOperator(shunt);
    await brandSharedDomain();
    const owner = await shunt.signUp();
    const original_url = `https://example.com/${"long-path/".repeat(20)}`;
    const title = "Autumn sale of shoes";
    await owner.makeLink({ short_code: "autumn", original_url, title });
    const gone = await owner.makeLink({ short_code: "gone", expires_at: new Date(Date.now() + 1_000).toISOString() });
    await waitFor(async () => (await shunt.click(gone.short_code)).status === 410, { what: "the link to expire" });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await shunt.stop();
  });

  async function brandSharedDomain() {
    const baseUrl = String(shunt.env.APP_URL);
    const account = { email: operatorEnv.ADMIN_EMAIL, password: operatorEnv.ADMIN_PASSWORD };
    const { access_token } = await createClient(operations, { baseUrl }).login({ body: account });
    const admin = createClient(operations, { baseUrl, getToken: () => access_token });
    await admin.updateDefaultDomain({ body: { brand_name: "Example Inc.", brand_color: "#ffcc00" } });
    const isBranded = async () =>
      (await (await shunt.click("nothing", { headers: { accept: "text/html" } })).text()).includes("Example Inc.");
    await waitFor(isBranded, { what: "the brand on the pages" });
  }

  async function violationsOf(page: Page): Promise<string[]> {
    await page.evaluate(axe.source);
    const { violations } = (await page.evaluate("axe.run()")) as AxeResults;
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  }

  test.each<[string, string, [english: string, german: string]]>([
    ["an unknown code", "/nothing", ["Link not found", "Link nicht gefunden"]],
    ["an expired link", "/gone", ["This link has expired", "Dieser Link ist abgelaufen"]],
    ["a preview", "/autumn+", ["Preview of a short link", "Vorschau eines Kurzlinks"]],
    ["the form for reports", "/api/v1/report-form", ["Report a short link", "Einen Kurzlink melden"]],
    ["the form for a new password", "/reset-password?token=x", ["Choose a new password", "Neues Passwort wählen"]],
  ])(
    "the page of %s is accessible in both themes and in two languages, and fits a phone",
    async (_of, path, [english, german]) => {
      const { url } = /^.(?:api|reset)/.test(path) ? shunt.management : shunt.redirect;
      for (const [locale, heading] of [
        ["en-GB", english],
        ["de-AT", german],
      ] as const) {
        const page = await browser.newPage({ viewport: phone, locale });
        const errors: string[] = [];
        page.on("console", message => {
          if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
            errors.push(message.text());
        });
        await page.goto(`${url}${path}`);
        await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          for (const size of [desk, phone]) {
            await page.setViewportSize(size);
            expect(await violationsOf(page)).toEqual([]);
            expect(await page.evaluate("document.documentElement.scrollWidth > window.innerWidth")).toBe(false);
          }
        }
        expect(errors).toEqual([]);
        await page.close();
      }
    },
  );
});
