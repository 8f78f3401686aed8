import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import { type Dashboard, expectAccessible, openDashboard, phone, waitForApplication } from "./open-dashboard.ts";

describe.runIf(hasChromium)("in Chromium", () => {
  let dashboard: Dashboard;
  beforeAll(async () => {
    dashboard = await openDashboard({ env: { RATE_LIMIT_REQUESTS: "0", RATE_LIMIT_ANONYMOUS_REQUESTS: "0" } });
  });
  afterAll(async () => {
    expect(dashboard.complaints).toEqual([]);
    await dashboard.stop();
  });

  test("a stranger shortens a link at home, and the short link leads to the destination", async () => {
    const page = await dashboard.visit("/");
    const created: string[] = [];
    page.on("request", request => request.method() === "POST" && created.push(request.url()));
    await page.getByLabel("Long address").fill("example.com/a?b=c");
    // As a double click does, before the page has drawn the first press.
    await page.evaluate("for (let press = 0; press < 2; press++) document.forms[0].requestSubmit()");

    const link = page.getByRole("link", { name: String(dashboard.shunt.env.BASE_URL) });
    const answer = await fetch((await link.getAttribute("href")) ?? "", { redirect: "manual" });
    expect(answer.headers.get("location")).toBe("https://example.com/a?b=c");
    expect(created).toEqual([`${dashboard.origin}/api/v1/urls`]);
    await expectAccessible(page);
  });

  test("a visitor shortens a link at home, registers, and finds it and its clicks in the account", async () => {
    const page = await dashboard.visit("/");
    await page.getByLabel("Long address").fill("example.com/claimed");
    await page.keyboard.press("Enter");
    const shortUrl = await page.getByRole("link", { name: String(dashboard.shunt.env.BASE_URL) }).getAttribute("href");
    await click(shortUrl ?? "");
    await page.getByText("Sign in or create an account within 7 days").waitFor();
    await page.getByRole("main").getByRole("link", { name: "Create account" }).click();
    await page.getByLabel("E-mail address").fill(`${randomUUID()}@example.com`);
    await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
    await page.getByRole("button", { name: "Create account" }).click();

    await page.waitForURL("**/overview");
    await page.getByText("is in your account now").waitFor();
    expect(await page.evaluate("localStorage.getItem('shunt-claims')")).toBeNull();
    await page.goto(`${dashboard.origin}/links`);
    await page.getByRole("row").filter({ hasText: "example.com/claimed" }).getByRole("link").first().click();
    await page.waitForURL(/\/links\/[\w-]{36}/);
    const { pathname } = new URL(page.url());
    await page.goto(`${dashboard.origin}${pathname}?list=live`);
    await page.getByText("Waiting for the next click").waitFor();
    await click(shortUrl ?? "");
    await page.getByRole("cell", { name: /news\.example/ }).waitFor();
    await page.locator("dl > div").filter({ hasText: "Clicks" }).locator("data").filter({ hasText: "2" }).waitFor();

    await page.goto(`${dashboard.origin}${pathname}/history`);
    await page.getByText("Claimed: shortened without an account").waitFor();
    await expectAccessible(page);
  });

  /** Clicks as a browser that came from a page. */
  async function click(shortUrl: string): Promise<void> {
    const agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    const headers = { "user-agent": agent, referer: "https://news.example/", "accept-language": "de" };
    expect((await fetch(shortUrl, { headers, redirect: "manual" })).status).toBe(302);
  }

  test("a new member stays signed in after a reload and in a second tab, and signs out in both", async () => {
    const page = await dashboard.visit("/register");
    await page.getByLabel("E-mail address").fill(`${randomUUID()}@example.com`);
    await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
    await page.getByRole("button", { name: "Create account" }).click();
    await page.waitForURL("**/overview");
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();

    const second = await page.context().newPage();
    await second.goto(`${dashboard.origin}/links`);
    await second.getByRole("heading", { level: 1, name: "Links" }).waitFor();
    // As the page of the API documentation keeps the API key that was entered there.
    await page.evaluate("localStorage.setItem('authorized', 'shunt_key')");
    await page.getByRole("button", { name: /^Account: / }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL("**/sign-in**");
    await second.waitForURL("**/sign-in**");
    const cookies = await page.context().cookies();
    expect(cookies.map(({ name }) => name)).not.toContain("shunt_session");
    expect(await page.evaluate("localStorage.getItem('authorized')")).toBeNull();
  });

  test("a page for members asks to sign in and comes back to where one was", async () => {
    const owner = await dashboard.shunt.signUp();
    const page = await dashboard.visit("/links?search=shoes");
    await page.waitForURL("**/sign-in?**");
    await page.getByLabel("E-mail address").fill(owner.account.email);
    await page.getByLabel("Password", { exact: true }).fill("wrong");
    await page.getByRole("button", { name: "Sign in" }).last().click();
    await page.getByRole("alert").getByText("E-mail or password is wrong").waitFor();
    await page.getByLabel("Password", { exact: true }).fill(owner.account.password);
    await page.getByRole("button", { name: "Sign in" }).last().click();
    await page.waitForURL("**/links?search=shoes");
  });

  test.each(["https://evil.example/", "//evil.example/", "/\t/evil.example", "javascript:alert(1)", "/\\evil.example"])(
    "the address %j after signing in leads nowhere else than to the overview",
    async to => {
      const owner = await dashboard.shunt.signUp();
      const path = `/sign-in?${new URLSearchParams({ to })}`;
      const page = await dashboard.visit(path);
      await page.getByLabel("E-mail address").fill(owner.account.email);
      await page.getByLabel("Password", { exact: true }).fill(owner.account.password);
      await page.getByRole("button", { name: "Sign in" }).last().click();
      await page.waitForURL(`${dashboard.origin}/overview`);

      // Someone who is signed in already.
      await page.goto(dashboard.origin + path);
      await page.waitForURL(`${dashboard.origin}/overview`);
    },
  );

  test("problems are said in the language of the page, at their fields", async () => {
    const page = await dashboard.visit("/register", { locale: "de-DE" });
    await page.getByLabel("E-Mail-Adresse").fill(`${randomUUID()}@example.com`);
    await page.getByLabel("Passwort", { exact: true }).fill("short");
    await page.getByRole("button", { name: "Konto anlegen" }).click();
    await page.getByText("8 bis 128 Zeichen.").waitFor();
    await page.getByLabel("Passwort", { exact: true }).fill("password");
    await page.getByRole("button", { name: "Konto anlegen" }).click();
    await page.getByText("Dieses Passwort verwenden zu viele Menschen.").waitFor();

    await page.goto(`${dashboard.origin}/sign-in`);
    await waitForApplication(page);
    await page.getByLabel("E-Mail-Adresse").fill("nobody@example.com");
    await page.getByLabel("Passwort", { exact: true }).fill("wrong");
    await page.getByRole("button", { name: "Anmelden" }).click();
    await page.getByRole("alert").getByText("E-Mail-Adresse oder Passwort ist falsch.").waitFor();
  });

  test("a page asks who is signed in while its code is on the way, and only once", async () => {
    const page = await dashboard.visitAs(await dashboard.shunt.signUp(), "/icon.svg");
    const isAboutMe = (url: string) => new URL(url).pathname === "/api/v1/auth/me";
    const asked: string[] = [];
    page.on("request", request => isAboutMe(request.url()) && asked.push(request.url()));
    const answered = page.waitForResponse(answer => isAboutMe(answer.url()));
    await page.route("**/assets/index-*.js", async route => {
      await answered;
      await route.continue();
    });

    await page.goto(`${dashboard.origin}/overview`);
    await page.getByText(/^(Good morning|Hello|Good evening), /).waitFor();

    expect(asked).toHaveLength(1);
  });

  test.each(["/", "/sign-in", "/register", "/forgot-password", "/invitation", "/nowhere"])(
    "%s is accessible in both themes, and fits a phone",
    async path => {
      const page = await dashboard.visit(path, { viewport: phone });
      await page.getByRole("heading", { level: 1 }).waitFor();
      await expectAccessible(page);
    },
  );
});
