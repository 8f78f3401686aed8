import { randomUUID } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import { type Dashboard, expectAccessible, openDashboard, phone } from "./open-dashboard.ts";
import { scan } from "./scan.ts";

describe.runIf(hasChromium)("in Chromium", () => {
  let dashboard: Dashboard;
  beforeAll(async () => {
    dashboard = await openDashboard();
  });
  afterAll(async () => {
    expect(dashboard.complaints).toEqual([]);
    await dashboard.stop();
  });

  test("a member changes the name, asks for a new address, and ends another session", async () => {
    const owner = await dashboard.shunt.signUp();
    const page = await dashboard.visitAs(owner, "/account");
    await page.getByLabel("Name", { exact: true }).fill("Ann Example");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Account: Ann Example" }).waitFor();

    const email = `${randomUUID()}@example.com`;
    await page.getByLabel("New e-mail address").fill(email);
    await page.getByLabel("Current password").first().fill("wrong");
    await page.getByRole("button", { name: "Change the address" }).click();
    await page.getByText(/password is wrong/i).waitFor();
    await page.getByLabel("Current password").first().fill(owner.account.password);
    await page.getByRole("button", { name: "Change the address" }).click();
    await page.getByText(`We sent a link to ${email}`).waitFor();

    await page.getByText("This one").waitFor();
    await page.getByRole("button", { name: "End all others" }).click();
    await page.getByText("You are signed in here only.").waitFor();
    await expectAccessible(page);
  });

  test("pages are in the language and the time zone of the account in every browser, and follow a change of them", async () => {
    const owner = await dashboard.shunt.signUp();
    await owner.client.updateMe({ body: { language: "de", time_zone: "America/New_York" } });
    const { id } = await owner.makeLink({ expires_at: "2098-02-01T03:00:00Z" });

    const page = await dashboard.visitAs(owner, `/links/${id}/edit`);
    await page.getByText("America/New_York").first().waitFor();
    expect(await page.locator("input[name=expires_at]").inputValue()).toBe("2098-01-31T22:00");

    await page.goto(`${dashboard.origin}/account`);
    await page.getByRole("button", { name: /Deutsch/ }).click();
    await page.getByRole("option", { name: "Español" }).click();
    await page.getByRole("button", { name: "Speichern" }).click();
    await page.getByRole("heading", { name: "Cuenta", level: 1 }).waitFor();
  });

  test("a member turns two-factor authentication on by the QR code, and signs in with a code", async () => {
    const { account } = await dashboard.shunt.signUp();
    const page = await dashboard.visitAs({ account }, "/account", { viewport: phone });
    await page.getByRole("button", { name: "Set up" }).click();
    const dialog = page.getByRole("dialog", { name: "Two-factor authentication" });
    await dialog.getByLabel("Current password").fill(account.password);
    await dialog.getByRole("button", { name: "Continue" }).click();
    const picture = await dialog.getByRole("img", { name: "QR code for the authenticator app" }).screenshot();
    const secret = Secret.fromBase32(`${await dialog.locator("code").textContent()}`.replaceAll(" ", ""));
    expect(scan(picture)).toMatch(new RegExp(`^otpauth://totp/.*secret=${secret.base32}`));
    await expectAccessible(page);
    await dialog.getByLabel("Code from the app").fill(new TOTP({ secret }).generate());
    await dialog.getByRole("button", { name: "Turn on" }).click();
    const codes = page.getByRole("dialog", { name: "Your recovery codes" });
    await codes.getByRole("listitem").first().waitFor();
    const [recoveryCode = "", otherCode = ""] = await codes.getByRole("listitem").allTextContents();
    await codes.getByRole("button", { name: "I have saved them" }).click();
    await page.getByText("10 recovery codes left").waitFor();

    const elsewhere = await dashboard.visit("/sign-in");
    await elsewhere.getByLabel("E-mail address").fill(account.email);
    await elsewhere.getByLabel("Password", { exact: true }).fill(account.password);
    await elsewhere.getByRole("button", { name: "Sign in" }).last().click();
    const code = elsewhere.getByLabel("Code", { exact: true });
    await code.fill(recoveryCode);
    // Recovery codes have letters, and keypads of phones for digits have none.
    expect(await code.getAttribute("inputmode")).toBe(null);
    await elsewhere.getByRole("button", { name: "Sign in" }).last().click();
    await elsewhere.waitForURL("**/overview");

    const sent: string[] = [];
    page.on("request", request => request.method() === "POST" && sent.push(new URL(request.url()).pathname));
    await page.getByRole("button", { name: "Turn off" }).click();
    await dialog.getByLabel("Current password").fill(account.password);
    await dialog.getByLabel("Code from your authenticator app").fill(recoveryCode);
    await dialog.getByRole("button", { name: "Turn off" }).click();
    await dialog.getByText("The two-factor code is wrong or was already used").waitFor();
    // A second request would count as a second wrong code.
    expect(sent).toEqual(["/api/v1/auth/totp/disable"]);
    await dialog.getByLabel("Code from your authenticator app").fill(otherCode);
    await dialog.getByRole("button", { name: "Turn off" }).click();
    await page.getByRole("button", { name: "Set up" }).waitFor();
  });

  test("deleting the account asks for the password and leads out", async () => {
    const { account } = await dashboard.shunt.signUp();
    const page = await dashboard.visitAs({ account }, "/account");
    await page.getByRole("button", { name: "Delete account" }).click();
    const dialog = page.getByRole("alertdialog", { name: "Delete your account?" });
    await dialog.getByLabel("Current password").fill(account.password);
    const { id: accountId } = await (await dashboard.signInAs(account)).getMe({});
    const form = { original_url: "https://example.com/secret-plan" };
    const draft = JSON.stringify([{ id: "1", accountId, savedAt: Date.now(), form }]);
    await page.evaluate(`localStorage.setItem("shunt-link-drafts", ${JSON.stringify(draft)})`);
    await dialog.getByRole("button", { name: "Delete everything" }).click();
    await page.waitForURL("**/sign-in**");
    expect(await page.evaluate("JSON.stringify(localStorage)")).not.toContain("secret-plan");
  });

  test("the only owner of a workspace with other members reads what to do before deleting the account", async () => {
    const [ann, bob] = [await dashboard.shunt.signUp(), await dashboard.shunt.signUp()];
    const workspace = await ann.client.createWorkspace({ body: { name: "Fundraising" } });
    const params = { id: workspace.id, user_id: (await bob.client.getMe({})).id };
    const row = { workspace_id: workspace.id, user_id: params.user_id, role: "viewer" as const };
    await dashboard.shunt.db.insertInto("workspace_members").values(row).execute();
    const page = await dashboard.visitAs(ann, "/account", { viewport: phone });
    await page.getByRole("button", { name: "Delete account" }).click();
    const dialog = page.getByRole("alertdialog", { name: "Delete your account?" });
    await dialog.getByLabel("Current password").fill(ann.account.password);
    await dialog.getByRole("button", { name: "Delete everything" }).click();
    await dialog.getByText(/only active owner of .*"Fundraising".* Make another member an owner/).waitFor();
    await expectAccessible(page);

    await ann.client.updateMember({ params, body: { role: "owner" } });
    await dialog.getByRole("button", { name: "Delete everything" }).click();
    await page.waitForURL("**/sign-in**");
    expect((await bob.client.listWorkspaces({})).items.map(({ name, role }) => ({ name, role }))).toContainEqual({
      name: "Fundraising",
      role: "owner",
    });
  });
});
