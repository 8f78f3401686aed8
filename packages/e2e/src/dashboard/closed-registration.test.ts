import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import { operatorEnv, signInAsOperator } from "../harness/operator.ts";
import { type Dashboard, expectAccessible, openDashboard, phone } from "./open-dashboard.ts";

describe.runIf(hasChromium)("in Chromium", () => {
  let dashboard: Dashboard;
  beforeAll(async () => {
    dashboard = await openDashboard({ env: { ...operatorEnv, REGISTRATION_ENABLED: "false" } });
    await signInAsOperator(dashboard.shunt);
  });
  afterAll(async () => {
    expect(dashboard.complaints).toEqual([]);
    await dashboard.stop();
  });

  test("where registration is closed, an invited person creates an account, and others do not", async () => {
    const email = `${randomUUID()}@example.com`;
    const owner = await dashboard.signInAs({ email: operatorEnv.ADMIN_EMAIL, password: operatorEnv.ADMIN_PASSWORD });
    const { id } = await owner.createWorkspace({ body: { name: "Fundraising" } });
    const { url } = await owner.createInvitation({ params: { id }, body: { email } });
    const path = url.slice(dashboard.origin.length);

    const plain = await (await dashboard.browser.newContext({ javaScriptEnabled: false })).newPage();
    await plain.goto(`${dashboard.origin}/sign-in`);
    await plain.getByText("Forgot your password?").waitFor();
    expect(await plain.getByText("Create account").count()).toBe(0);
    const stranger = await dashboard.visit("/register", { viewport: phone });
    await stranger.getByRole("heading", { level: 1, name: "Registration is closed" }).waitFor();
    await stranger.goto(`${dashboard.origin}/register?invitation=guessed`);
    await stranger.getByLabel("E-mail address").fill(`${randomUUID()}@example.com`);
    await stranger.getByLabel("Password", { exact: true }).fill("correct horse battery");
    await stranger.getByRole("button", { name: "Create account" }).click();
    await stranger.getByText("This invitation does not exist, or has ended").waitFor();
    await expectAccessible(stranger);

    const guest = await dashboard.visit(path, { viewport: phone });
    await guest.getByRole("main").getByRole("link", { name: "Create account" }).click();
    await guest.getByLabel("Password", { exact: true }).fill("correct horse battery");
    await expectAccessible(guest);
    await guest.getByRole("button", { name: "Create account" }).click();
    await guest.waitForURL(`${dashboard.origin}${path}`);
    await guest.getByRole("button", { name: "Join" }).click();
    await guest.getByText("You are a member of Fundraising now").waitFor();

    const { items } = await owner.listMembers({ params: { id } });
    expect(items.map(member => [member.email, member.role])).toContainEqual([email, "editor"]);
  });
});
