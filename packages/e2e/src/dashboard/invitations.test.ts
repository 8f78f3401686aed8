import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import type { Owner } from "../harness/owner.ts";
import { type Dashboard, expectAccessible, openDashboard, phone } from "./open-dashboard.ts";

describe.runIf(hasChromium)("in Chromium", () => {
  let dashboard: Dashboard;
  beforeAll(async () => {
    dashboard = await openDashboard({ env: { RATE_LIMIT_REQUESTS: "0" } });
  });
  afterAll(async () => {
    expect(dashboard.complaints).toEqual([]);
    await dashboard.stop();
  });

  test("an invited person opens the address of the invitation, registers and joins", async () => {
    const email = `${randomUUID()}@example.com`;
    const page = await dashboard.visitAs(await signUpAnn(), "/workspaces");
    await page.getByRole("button", { name: "Invite to Marketing" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("E-mail address").fill(email);
    await dialog.getByText("Editors can read, create, change and delete links.").waitFor();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Invite", exact: true }).click();
    await dialog.getByRole("heading", { name: `${email} is invited` }).waitFor();
    await dialog.getByText("This installation sends no mails.").waitFor();
    await expectAccessible(page);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await dialog.getByRole("button", { name: "Copy address" }).click();
    await dialog.getByText("Copied").waitFor();
    const path = toPath(String(await page.evaluate("navigator.clipboard.readText()")));
    await dialog.getByRole("button", { name: "Done" }).click();
    await findInvitations(page).getByText(email).waitFor();
    await expectAccessible(page);

    const answer = await fetch(dashboard.origin + path, { headers: { accept: "text/html" } });
    expect(answer.headers.get("x-robots-tag")).toBe("noindex");
    const guest = await dashboard.visit(path, { viewport: phone });
    await guest.getByRole("heading", { level: 1, name: "Ann invites you to Marketing as editor" }).waitFor();
    await guest.getByText(`The invitation is for ${email}`).waitFor();
    await expectAccessible(guest);
    await guest.getByRole("main").getByRole("link", { name: "Create account" }).click();
    await guest.getByRole("heading", { level: 1, name: "Create your account" }).waitFor();
    expect(await guest.getByLabel("E-mail address").inputValue()).toBe(email);
    await guest.getByLabel("Password", { exact: true }).fill("correct horse battery");
    await guest.getByRole("button", { name: "Create account" }).click();
    await guest.waitForURL(`${dashboard.origin}${path}`);
    await guest.getByRole("button", { name: "Join" }).click();
    await guest.waitForURL("**/workspaces");
    await guest.getByText("You are a member of Marketing now").waitFor();
    await guest.getByRole("heading", { name: "Marketing" }).waitFor();

    await page.reload();
    await page.getByRole("list", { name: "Members of Marketing" }).getByText(email).first().waitFor();
    expect(await findInvitations(page).count()).toBe(0);
    await guest.goto(dashboard.origin + path);
    await guest.getByRole("heading", { level: 1, name: "This invitation has ended" }).waitFor();
  });

  test("a person with another account signs out, signs in with the invited address and joins", async () => {
    const [ann, bob, carol] = [await signUpAnn(), await dashboard.shunt.signUp(), await dashboard.shunt.signUp()];
    const path = await invite(ann, bob.account.email.toUpperCase());
    const page = await dashboard.visitAs(carol, path);
    await page.getByText(`You are signed in as ${carol.account.email}.`).waitFor();
    await expectAccessible(page);
    await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("main").getByRole("link", { name: "Sign in" }).click();
    await page.getByLabel("Password", { exact: true }).fill(bob.account.password);
    await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(`${dashboard.origin}${path}`);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Join" }).click();

    await page.getByRole("heading", { name: "Marketing" }).waitFor();
  });

  test("a withdrawn invitation shows that it has ended", async () => {
    const ann = await signUpAnn();
    const email = `${randomUUID()}@example.com`;
    const path = await invite(ann, email);
    const page = await dashboard.visitAs(ann, "/workspaces");
    await page.getByRole("button", { name: `Withdraw the invitation of ${email}` }).click();
    await page.getByText(`The invitation of ${email} is withdrawn`).waitFor();
    await findInvitations(page).waitFor({ state: "detached" });

    const guest = await dashboard.visit(path, { viewport: phone });
    await guest.getByRole("heading", { level: 1, name: "This invitation has ended" }).waitFor();
    await guest.getByText("Ask the owner of the workspace for a new one.").waitFor();
    await expectAccessible(guest);
  });

  /** The owner of a workspace named Marketing. */
  async function signUpAnn(): Promise<Owner> {
    const ann = await dashboard.shunt.signUp();
    await ann.client.updateMe({ body: { full_name: "Ann" } });
    await ann.client.updateWorkspace({ params: { id: await findWorkspace(ann) }, body: { name: "Marketing" } });
    return ann;
  }

  /** Returns the path of the page at which the person accepts. */
  async function invite(owner: Owner, email: string): Promise<string> {
    const params = { id: await findWorkspace(owner) };
    const { url } = await owner.client.createInvitation({ params, body: { email } });
    return toPath(url);
  }

  function toPath(url: string): string {
    expect(url).toMatch(`${dashboard.origin}/invitation?token=`);
    return url.slice(dashboard.origin.length);
  }
});

function findInvitations(page: Page) {
  return page.getByRole("list", { name: "Open invitations to Marketing" });
}

async function findWorkspace(owner: Owner): Promise<string> {
  const { workspaces } = await owner.client.getMe({});
  return workspaces[0]?.id ?? "";
}
