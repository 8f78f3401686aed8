import { waitFor } from "@shunt/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import { operatorEnv, signInAsOperator } from "../harness/operator.ts";
import type { Owner } from "../harness/owner.ts";
import { type Dashboard, expectAccessible, openDashboard, phone } from "./open-dashboard.ts";

vi.setConfig({ testTimeout: 180_000 });
const administrator = { account: { email: operatorEnv.ADMIN_EMAIL, password: operatorEnv.ADMIN_PASSWORD } };

describe.runIf(hasChromium)("in Chromium", () => {
  let dashboard: Dashboard;
  let owner: Owner;
  beforeAll(async () => {
    dashboard = await openDashboard({ env: operatorEnv });
    await signInAsOperator(dashboard.shunt);
    owner = await dashboard.shunt.signUp();
  });
  afterAll(async () => {
    expect(dashboard.complaints).toEqual([]);
    await dashboard.stop();
  });

  const open = async (path: string, title: string, options = {}) => {
    const page = await dashboard.visitAs(administrator, path, options);
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    return page;
  };
  const choose = async (page: Page, name: string, item: string) => {
    await page.getByRole("button", { name: `Actions for ${name}` }).click();
    await page.getByRole("menuitem", { name: item }).click();
  };
  const untilAnswers = (url: string, status: number) =>
    waitFor(async () => (await fetch(url, { redirect: "manual" })).status === status, {
      what: `${url} to answer ${status}`,
    });

  test("an administrator finds a link, blocks it with a reason, and visitors get 451 until it is unblocked", async () => {
    const { short_url, short_code } = await owner.makeLink({ title: "A prize for you" });
    await untilAnswers(short_url, 302);
    const page = await open("/admin/links", "All links");
    await page.getByRole("searchbox").fill("a prize for you");
    await page.waitForURL(/q=/);
    await choose(page, short_url, "Block…");
    await page.getByLabel("Reason").fill("Phishing");
    await page.getByRole("button", { name: "Block link" }).click();

    await page.getByText("Blocked: Phishing").waitFor();
    await untilAnswers(short_url, 451);
    await page.getByRole("link", { name: "Blocked", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "Blocked" }).waitFor();
    await page.getByText(`/${short_code}`).first().waitFor();
    await page.goBack();
    await page.getByRole("heading", { level: 1, name: "All links" }).waitFor();
    await choose(page, short_url, "Unblock");
    await untilAnswers(short_url, 302);

    await page.getByRole("link", { name: "Audit log" }).click();
    await page.getByText("unblocked a link").first().waitFor();
    await page.getByRole("button", { name: "Show JSON" }).first().click();
    await page.getByText('"action": "link.unblocked"').waitFor();
    await page.close();
  });

  test("a report is decided by blocking its link", async () => {
    const { short_url } = await owner.makeLink();
    await owner.client.reportLink({ body: { url: short_url, category: "malware", text: "It downloads a program." } });
    const page = await open("/admin/reports", "Reports");

    await page.getByText("It downloads a program.").waitFor();
    await page.getByRole("button", { name: "Block…" }).click();
    expect(await page.getByLabel("Reason").inputValue()).toBe("Malware");
    await page.getByRole("button", { name: "Block link" }).click();
    await page.getByRole("heading", { name: "No report is open" }).waitFor();

    await untilAnswers(short_url, 451);
    await page.getByRole("button", { name: "Closed" }).click();
    await page.getByText("Link blocked").waitFor();
    await page.close();
  });

  test("a disabled account loses access until the administrator undoes it, and a deleted one is gone", async () => {
    const other = await dashboard.shunt.signUp();
    const page = await open("/admin/users", "Accounts");
    await page.getByRole("searchbox").fill(other.account.email);
    await choose(page, other.account.email, "Disable account");
    await page.getByText(`${other.account.email} is disabled.`).waitFor();
    expect((await other.call("GET", "/auth/me")).status).toBe(401);

    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText(`${other.account.email} is enabled.`).waitFor();
    await choose(page, other.account.email, "Delete account…");
    await page.getByLabel("Type the e-mail address of the account").fill(other.account.email);
    await page.getByRole("button", { name: "Delete account" }).click();
    await page.getByRole("heading", { name: "No account matches" }).waitFor();
    await page.close();
  });

  test("an administrator removes a domain, and its owner sees what became of it", async () => {
    const host = "go.ann.example";
    const { items } = await owner.client.listWorkspaces({});
    const workspace_id = String(items[0]?.id);
    await dashboard.shunt.db.insertInto("domains").values({ host, workspace_id }).execute();
    await owner.makeLink({ domain: host });
    const page = await open("/admin/domains", "Domains");
    await page.getByRole("searchbox").fill("ann.example");
    await page.waitForURL(/q=/);
    await page.getByRole("button", { name: `Remove ${host}` }).click();
    await page.getByText("The workspace keeps what it has there (1 link)").waitFor();
    await page.getByRole("button", { name: "Remove domain" }).click();
    await page.getByText(`${host} is removed from its workspace.`).waitFor();
    await page.getByRole("heading", { name: "No domain matches" }).waitFor();
    await page.close();

    const seen = await dashboard.visitAs(owner, "/domains");
    await seen.getByText("Taken away").waitFor();
    await seen.getByRole("link", { name: new RegExp(`^${host}.released-`) }).click();
    await seen.getByText(`Your workspace no longer has ${host}`).waitFor();
    await expectAccessible(seen);
    await seen.close();
  });

  test("a blocked host refuses links to it, and an invalid host name gets a message at its field", async () => {
    const page = await open("/admin/blocks", "Blocked");
    await page.getByLabel("Host or IP address").fill("not a host");
    await page.getByRole("button", { name: "Block host" }).click();
    await page.getByText("Use a host name such as go.example.com.").waitFor();

    await page.getByLabel("Host or IP address").fill("malware.example");
    await page.getByRole("button", { name: "Block host" }).click();
    await page.getByText("The host is blocked, and 0 links with it.").waitFor();
    const refused = await owner.call("POST", "/urls", { original_url: "https://www.malware.example/" });
    expect(refused.status).toBe(422);
    await page.getByRole("button", { name: "Unblock malware.example" }).click();
    await page.getByText("malware.example is not blocked any more.").waitFor();
    await page.close();
  });

  test.each([
    ["/operations", "Operations"],
    ["/admin/users", "Accounts"],
    ["/admin/links", "All links"],
    ["/admin/domains", "Domains"],
    ["/admin/reports", "Reports"],
    ["/admin/blocks", "Blocked"],
    ["/admin/audit", "Audit log"],
  ])("%s is accessible in both themes, and fits a phone", async (path, title) => {
    const page = await open(path, title, { viewport: phone });
    await expectAccessible(page);
    await page.close();
  });

  test.each(["/operations", "/admin/users"])("%s says to other accounts that it is for administrators", async path => {
    const page = await dashboard.visitAs(owner, path);
    await page.getByRole("heading", { name: "This page is for administrators" }).waitFor();
    expect(await page.getByRole("link", { name: "Operations" }).count()).toBe(0);
    await page.close();
  });
});
