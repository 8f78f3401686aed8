import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import { type Dashboard, expectAccessible, openDashboard, phone, scrollTo } from "./open-dashboard.ts";
import { startTeam } from "./start-team.ts";

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
    await page.getByRole("button", { name: "Settings of Personal" }).click();
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

  test("an owner turns on the checks of where the links of a workspace lead, and off again", async () => {
    const { ann, workspace_id } = await startTeam(dashboard, "viewer");
    const page = await dashboard.visitAs(ann, "/workspaces", { viewport: phone });
    const turn = async () => {
      await page.getByRole("button", { name: "Settings of Marketing" }).click();
      const dialog = page.getByRole("dialog");
      const control = dialog.getByRole("switch", { name: "Check where its links lead" });
      const wasOn = await control.isChecked();
      await dialog.getByText("Check where its links lead").click();
      await expectAccessible(page);
      await dialog.getByRole("button", { name: "Save" }).click();
      await dialog.waitFor({ state: "detached" });
      const { items } = await ann.client.listWorkspaces({});
      return [wasOn, items.find(({ id }) => id === workspace_id)?.check_links];
    };

    expect(await turn()).toEqual([false, true]);
    expect(await turn()).toEqual([true, false]);
  });

  test("an editor creates links in the workspace of another, whose tags are offered, and its owner sees them", async () => {
    const { ann, bob, workspace_id } = await startTeam(dashboard, "editor");
    await ann.makeLink({ tags: ["spring-team"] });
    await bob.makeLink({ tags: ["spring-mine"] });
    const page = await dashboard.visitAs(bob, "/links/new");
    await page.getByRole("textbox", { name: "Destination" }).fill("https://example.com/campaign");
    await page.getByRole("button", { name: "Personal (yours) Workspace" }).click();
    await page.getByRole("option", { name: "Marketing" }).click();
    await page.getByRole("button", { name: "Marketing Workspace" }).waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: /^Title, tags and folder/ }).click();
    await openTags(page);
    await page.keyboard.type("spring");
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

  test("the editor offers the domains, tags and UTM templates of the chosen workspace, and forgets a domain of the former", async () => {
    const { ann, bob, workspace_id } = await startTeam(dashboard, "editor");
    const mine = (await bob.client.getMe({})).workspaces.find(({ is_personal }) => is_personal)?.id ?? "";
    const hosts = { team: `team-${randomUUID()}.example.com`, mine: `mine-${randomUUID()}.example.com` };
    await dashboard.shunt.db
      .insertInto("domains")
      .values([
        { host: hosts.team, workspace_id },
        { host: hosts.mine, workspace_id: mine },
      ])
      .execute();
    for (const [owner, name] of [
      [ann, "team"],
      [bob, "mine"],
    ] as const) {
      await owner.client.createTag({ body: { name: `${name}-tag` } });
      await owner.client.createUtmTemplate({ body: { name: `${name}-template`, utm_source: name } });
    }
    const page = await dashboard.visitAs(bob, "/links/new");
    await page.getByRole("button", { name: /^Title, tags and folder/ }).click();
    await page.getByRole("button", { name: /^Campaign/ }).click();

    const sharedHost = new URL(String(dashboard.shunt.env.BASE_URL)).host;
    expect(await readOptions(page, /Domain$/)).toEqual([sharedHost, hosts.mine]);
    expect(await readOptions(page, /Template$/)).toEqual(["None", "mine-template"]);
    expect(await readTags(page)).toEqual(["mine-tag"]);
    await page.getByRole("button", { name: /Domain$/ }).click();
    await page.getByRole("option", { name: hosts.mine }).click();
    await page.getByRole("button", { name: "Personal (yours) Workspace" }).click();
    await page.getByRole("option", { name: "Marketing" }).click();
    await page.getByRole("button", { name: `${sharedHost} Domain` }).waitFor();
    expect(await readOptions(page, /Domain$/)).toEqual([sharedHost, hosts.team]);
    expect(await readOptions(page, /Template$/)).toEqual(["None", "team-template"]);
    await expect.poll(() => readTags(page)).toEqual(["team-tag"]);
    await page.context().close();
  });

  test("a person moves a link to a team by its menu, takes it back, and moves several, though one has to stay", async () => {
    const { ann, bob, workspace_id } = await startTeam(dashboard, "editor");
    const mine = (await bob.client.getMe({})).workspaces.find(({ is_personal }) => is_personal)?.id ?? "";
    const host = `mine-${randomUUID()}.example.com`;
    await dashboard.shunt.db.insertInto("domains").values({ host, workspace_id: mine }).execute();
    const bound = await bob.makeLink({ title: "Bound", domain: host });
    const link = await bob.makeLink({ title: "Roaming", tags: ["spring"] });
    const page = await dashboard.visitAs(bob, "/links", { viewport: phone });
    const workspaceOf = async ({ id }: { id: string }) => (await bob.client.getLink({ params: { id } })).workspace_id;
    const moved = async (id: string) => expect.poll(() => workspaceOf(link)).toBe(id);

    await page.getByRole("button", { name: new RegExp(`^Actions for .*${link.short_code}$`) }).click();
    await page.getByRole("menuitem", { name: "Move to another workspace" }).click();
    const dialog = page.getByRole("dialog", { name: "Move to another workspace" });
    await dialog.getByRole("button", { name: "Marketing Workspace" }).waitFor();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Move", exact: true }).click();
    await moved(workspace_id);
    expect((await ann.client.listTags({ query: { workspace_id } })).items.map(({ name }) => name)).toEqual(["spring"]);
    await page.getByRole("button", { name: "Undo" }).click();
    await moved(mine);

    for (const { short_code } of [link, bound])
      await page.getByRole("checkbox", { name: new RegExp(`^Select .*${short_code}$`) }).click();
    await page.getByRole("button", { name: "Workspace", exact: true }).click();
    await dialog.getByRole("button", { name: "Move", exact: true }).click();
    const report = page.getByRole("dialog", { name: "1 link could not be changed" });
    await report.getByText(host).first().waitFor();
    await report.getByText(/^The link has a code on/).waitFor();
    await moved(workspace_id);
    expect(await workspaceOf(bound)).toBe(mine);
    await page.context().close();
  });

  test("a member who is removed while the editor is open reads why, and creates the link in another workspace", async () => {
    const { ann, bob, workspace_id } = await startTeam(dashboard, "editor");
    const page = await dashboard.visitAs(bob, "/links/new");
    await page.getByRole("textbox", { name: "Destination" }).fill("https://example.com/removed");
    await page.getByRole("button", { name: "Personal (yours) Workspace" }).click();
    await page.getByRole("option", { name: "Marketing" }).click();
    await page.getByRole("button", { name: "Marketing Workspace" }).waitFor();
    const user_id = (await bob.client.getMe({})).id;
    await ann.client.removeMember({ params: { id: workspace_id, user_id } });
    await page.getByRole("button", { name: "Create link" }).click();
    await page.getByText("Workspace not found").waitFor();
    await page.getByRole("button", { name: "Marketing Workspace" }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Create link" }).click();
    await page.getByRole("heading", { name: "Your link is ready" }).waitFor();

    const { items } = await bob.client.listLinks({});
    expect(items.map(({ original_url }) => original_url)).toEqual(["https://example.com/removed"]);
    await page.context().close();
  });

  test("an editor imports a file into the workspace of another", async () => {
    const { ann, bob, workspace_id } = await startTeam(dashboard, "editor");
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

  test("a person makes a workspace, invites another who creates a link in it, and deletes it once it is empty", async () => {
    const [ann, bob] = [await dashboard.shunt.signUp(), await dashboard.shunt.signUp()];
    const page = await dashboard.visitAs(ann, "/workspaces");
    await page.getByRole("heading", { name: "Work together in a workspace" }).waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "New workspace" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Fundraising");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Create", exact: true }).click();
    await page.getByRole("heading", { name: "Fundraising" }).waitFor();
    expect(await page.getByRole("button", { name: "Delete Personal" }).count()).toBe(0);
    await page.getByRole("button", { name: "Invite to Fundraising" }).click();
    await page.getByRole("dialog").getByLabel("E-mail address").fill(bob.account.email);
    await page.getByRole("dialog").getByRole("button", { name: "Invite", exact: true }).click();
    await page
      .getByRole("dialog")
      .getByRole("heading", { name: `${bob.account.email} is invited` })
      .waitFor();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("dialog").getByRole("button", { name: "Copy address" }).click();
    await page.getByRole("dialog").getByText("Copied").waitFor();
    const invitation = String(await page.evaluate("navigator.clipboard.readText()"));
    await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();

    const guest = await dashboard.visitAs(bob, invitation.slice(dashboard.origin.length), { viewport: phone });
    await guest.getByRole("button", { name: "Join" }).click();
    await guest.getByText("You are a member of Fundraising now").waitFor();
    await guest.getByRole("heading", { name: "Fundraising", exact: true }).waitFor();
    expect(await guest.getByRole("button", { name: "Delete Fundraising" }).count()).toBe(0);
    await guest.goto(`${dashboard.origin}/links/new`);
    await guest.getByRole("textbox", { name: "Destination" }).fill("https://example.com/gala");
    await guest.getByRole("button", { name: "Personal (yours) Workspace" }).click();
    await guest.getByRole("option", { name: "Fundraising" }).click();
    await guest.getByRole("button", { name: "Create link" }).click();
    await guest.getByRole("heading", { name: "Your link is ready" }).waitFor();

    await page.goto(`${dashboard.origin}/links`);
    await page.getByText("example.com/gala").first().waitFor();
    await page.goto(`${dashboard.origin}/workspaces`);
    await page.getByRole("button", { name: "Delete Fundraising" }).click();
    const dialog = page.getByRole("alertdialog");
    await dialog.getByRole("button", { name: "Delete" }).click();
    await dialog.getByText("The workspace still has 1 link. Delete them first").waitFor();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    const { items } = await ann.client.listLinks({});
    await ann.client.deleteLink({ params: { id: items[0]?.id ?? "" } });
    await page.getByRole("button", { name: "Delete Fundraising" }).click();
    await dialog.getByRole("button", { name: "Delete" }).click();
    await page.getByText("Fundraising is deleted").waitFor();
    await page.getByRole("heading", { name: "Fundraising" }).waitFor({ state: "detached" });

    expect((await ann.client.listWorkspaces({})).items).toHaveLength(1);
    expect((await bob.client.listWorkspaces({})).items).toHaveLength(1);
  });

  test("an admin of a team adds its domain, webhook and UTM template, and a viewer reads what it may", async () => {
    const { ann, bob, workspace_id } = await startTeam(dashboard, "admin");
    const host = `go-${randomUUID().slice(0, 8)}.example.com`;
    const choose = async (page: Page) => {
      await page.getByRole("button", { name: "Personal (yours) Workspace" }).click();
      await page.getByRole("option", { name: "Marketing" }).click();
    };
    const page = await dashboard.visitAs(bob, "/domains");
    await page.getByRole("button", { name: "Add domain" }).click();
    await page.getByRole("dialog").getByLabel("Domain").fill(host);
    await choose(page);
    await expectAccessible(page);
    await page.getByRole("dialog").getByRole("button", { name: "Add" }).click();
    await page.getByText(`_shunt.${host}`).waitFor();
    await page.getByRole("main").getByText("Marketing", { exact: true }).waitFor();
    await expectAccessible(page);
    await page.getByRole("main").getByRole("link", { name: "Domains" }).click();
    await page.getByRole("link", { name: host }).getByText("Marketing").waitFor();

    // The browser remembers the workspace.
    await page.goto(`${dashboard.origin}/developers`);
    await page.getByRole("button", { name: "New webhook" }).click();
    await page.getByRole("button", { name: "Marketing Workspace" }).waitFor();
    await page.getByLabel("Address that receives the events").fill("https://receiver.example.com/team");
    await expectAccessible(page);
    await page.getByRole("dialog").getByRole("button", { name: "Create" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
    await page.getByRole("listitem").filter({ hasText: "receiver.example.com/team" }).getByText("Marketing").waitFor();
    await page.goto(`${dashboard.origin}/utm-templates`);
    await page.getByRole("button", { name: "New template" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("Weekly mail");
    await page.getByRole("textbox", { name: "Source" }).fill("mail");
    await expectAccessible(page);
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await page.getByRole("listitem").filter({ hasText: "Weekly mail" }).getByText("Marketing").waitFor();

    expect((await ann.client.listDomains({})).items).toMatchObject([{ host, workspace_id }]);
    expect((await ann.client.listWebhooks({})).items).toMatchObject([{ workspace_id }]);
    expect((await ann.client.listUtmTemplates({})).items).toMatchObject([{ name: "Weekly mail", workspace_id }]);

    await ann.client.updateMember({
      params: { id: workspace_id, user_id: (await bob.client.getMe({})).id },
      body: { role: "viewer" },
    });
    await page.goto(`${dashboard.origin}/domains/${host}`);
    await page.getByText("Admins and owners of the workspace manage this domain.").waitFor();
    expect(await page.getByRole("button", { name: "Delete domain" }).count()).toBe(0);
    await expectAccessible(page);
    await page.goto(`${dashboard.origin}/utm-templates`);
    await page.getByText("Weekly mail").waitFor();
    expect(await page.getByRole("button", { name: "Actions for Weekly mail" }).count()).toBe(0);
  });

  test("a viewer is offered no workspace for new links", async () => {
    const { bob } = await startTeam(dashboard, "viewer");
    const page = await dashboard.visitAs(bob, "/workspaces");
    await page.getByRole("heading", { name: "Marketing" }).waitFor();
    await page.goto(`${dashboard.origin}/links/new`);
    await page.getByRole("button", { name: /Domain$/ }).waitFor();

    expect(await page.getByRole("button", { name: /Workspace$/ }).count()).toBe(0);
  });
});

/** Opens a list and closes it again. */
async function readOptions(page: Page, button: RegExp): Promise<string[]> {
  await page.getByRole("button", { name: button }).click();
  await page.getByRole("option").first().waitFor();
  const options = await page.getByRole("option").allInnerTexts();
  await page.keyboard.press("Escape");
  await page.getByRole("listbox").waitFor({ state: "detached" });
  return options;
}

async function readTags(page: Page): Promise<string[]> {
  await openTags(page);
  const options = await page.getByRole("option").allInnerTexts();
  await page.keyboard.press("Escape");
  await page.getByRole("listbox").waitFor({ state: "detached" });
  return options;
}

async function openTags(page: Page): Promise<void> {
  const field = page.getByRole("combobox", { name: "Tags" });
  await scrollTo(field);
  await field.click();
  await page.getByRole("option").first().waitFor();
}
