import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
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

  test("an owner renames a workspace and changes a role, and the member reads it and leaves", async () => {
    const [ann, bob] = [await dashboard.shunt.signUp(), await dashboard.shunt.signUp()];
    const workspace_id = (await ann.client.getMe({})).workspaces[0]?.id ?? "";
    const user_id = (await bob.client.getMe({})).id;
    await dashboard.shunt.db
      .insertInto("workspace_members")
      .values({ workspace_id, user_id, role: "viewer" })
      .execute();

    const page = await dashboard.visitAs(ann, "/workspaces");
    await page.getByRole("button", { name: "Rename Personal" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Marketing");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Marketing" }).waitFor();
    await page.getByRole("button", { name: `Role of ${bob.account.email}` }).click();
    await page.getByRole("option", { name: "Editor" }).click();
    await page.getByText(`${bob.account.email} is Editor now`).waitFor();
    await expectAccessible(page);

    const second = await dashboard.visitAs(bob, "/workspaces", { viewport: phone });
    const members = second.getByRole("list", { name: "Members of Marketing" });
    await members.getByRole("listitem").filter({ hasText: bob.account.email }).getByText("Editor").waitFor();
    await expectAccessible(second);
    await members.getByRole("button", { name: "Leave" }).click();
    await second.getByRole("alertdialog").getByRole("button", { name: "Leave" }).click();
    await second.getByText("You have left Marketing").waitFor();
    await members.waitFor({ state: "detached" });
  });
});
