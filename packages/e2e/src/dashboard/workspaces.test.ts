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

  test("an editor creates links in the workspace of another, whose tags are offered, and its owner sees them", async () => {
    const { ann, bob, workspace_id } = await startTeam("editor");
    await ann.makeLink({ tags: ["spring-team"] });
    await bob.makeLink({ tags: ["spring-mine"] });
    const page = await dashboard.visitAs(bob, "/links/new");
    await page.getByRole("textbox", { name: "Destination" }).fill("https://example.com/campaign");
    await page.getByRole("button", { name: "Personal (yours) Workspace" }).click();
    await page.getByRole("option", { name: "Marketing" }).click();
    await page.getByRole("button", { name: "Marketing Workspace" }).waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: /^Title, tags and folder/ }).click();
    await page.getByRole("combobox", { name: "Tags" }).fill("spring");
    await page.getByRole("option", { name: "spring-team" }).waitFor();
    expect(await page.getByRole("option", { name: "spring-mine" }).count()).toBe(0);
    await page.getByRole("option", { name: "spring-team" }).click();
    await page.getByRole("button", { name: "Create link" }).click();
    await page.getByRole("heading", { name: "Your link is ready" }).waitFor();

    await page.goto(`${dashboard.origin}/links`);
    await page.getByRole("button", { name: "Marketing Workspace" }).waitFor();
    await page.getByRole("textbox", { name: "Long address" }).fill("https://example.com/quick");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Shorten" }).click();
    await expect.poll(() => page.getByRole("textbox", { name: "Long address" }).inputValue()).toBe("");

    const { items } = await ann.client.listLinks({ query: { workspace_id } });
    expect(items.map(({ original_url, tags }) => [original_url, tags]).slice(0, 2)).toEqual([
      ["https://example.com/quick", []],
      ["https://example.com/campaign", ["spring-team"]],
    ]);
    const second = await dashboard.visitAs(ann, "/links");
    await second.getByText("example.com/campaign").first().waitFor();
    expect(await second.getByRole("button", { name: "Workspace", exact: false }).count()).toBe(0);
  });

  test("an editor imports a file into the workspace of another", async () => {
    const { ann, bob, workspace_id } = await startTeam("editor");
    const page = await dashboard.visitAs(bob, "/import", { viewport: phone });
    const csv = "original_url\nhttps://example.com/imported";
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "links.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
    await page.getByRole("button", { name: "Personal (yours) Workspace" }).click();
    await page.getByRole("option", { name: "Marketing" }).click();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Check 1 row" }).click();
    await page.getByText("1 link can be created.").waitFor();
    await page.getByRole("button", { name: "Import 1 link" }).click();
    await page.getByText("1 link created").waitFor();

    const { items } = await ann.client.listLinks({ query: { workspace_id } });
    expect(items.map(({ original_url }) => original_url)).toEqual(["https://example.com/imported"]);
  });

  test("a viewer is offered no workspace for new links", async () => {
    const { bob } = await startTeam("viewer");
    const page = await dashboard.visitAs(bob, "/workspaces");
    await page.getByRole("heading", { name: "Marketing" }).waitFor();
    await page.goto(`${dashboard.origin}/links/new`);
    await page.getByRole("button", { name: /Domain$/ }).waitFor();

    expect(await page.getByRole("button", { name: /Workspace$/ }).count()).toBe(0);
  });

  /** Bob is a member of Ann's workspace Marketing. */
  async function startTeam(role: "editor" | "viewer") {
    const [ann, bob] = [await dashboard.shunt.signUp(), await dashboard.shunt.signUp()];
    const workspace_id = (await ann.client.getMe({})).workspaces[0]?.id ?? "";
    await ann.client.updateWorkspace({ params: { id: workspace_id }, body: { name: "Marketing" } });
    const user_id = (await bob.client.getMe({})).id;
    await dashboard.shunt.db.insertInto("workspace_members").values({ workspace_id, user_id, role }).execute();
    return { ann, bob, workspace_id };
  }
});
