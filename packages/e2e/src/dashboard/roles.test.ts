import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import { type Dashboard, expectAccessible, openDashboard, phone } from "./open-dashboard.ts";
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

  /** Bob is a member of Ann's workspace, which has a link with a tag and two versions; another link is Bob's own. */
  async function aTeamWithLinks(role: "editor" | "viewer") {
    const team = await startTeam(dashboard, role);
    const prefix = `${role}-${team.workspace_id.slice(-6)}`;
    const link = await team.ann.makeLink({ short_code: `${prefix}-team`, title: "Autumn", tags: ["team-tag"] });
    await team.ann.client.updateLink({ params: { id: link.id }, body: { title: "Winter" } });
    const own = await team.bob.makeLink({ short_code: `${prefix}-own`, tags: ["own-tag"] });
    const open = async (page: Page, path: string) => void (await page.goto(dashboard.origin + path));
    return { ...team, link, own, open };
  }

  test("a viewer is offered nothing on a link that its role forbids", async () => {
    const { bob, link, open } = await aTeamWithLinks("viewer");
    const page = await dashboard.visitAs(bob, `/links/${link.id}`);
    await page.getByRole("heading", { level: 1, name: "Winter" }).waitFor();
    await page.getByRole("main").getByRole("link", { name: "History" }).waitFor();
    expect(await page.getByRole("link", { name: "Edit" }).count()).toBe(0);
    expect(await page.getByRole("button", { name: "Share" }).count()).toBe(0);

    await open(page, `/links/${link.id}/history`);
    await page.getByRole("link", { name: "Compare", exact: true }).click();
    await page.getByRole("dialog").getByText("Autumn").waitFor();
    expect(await page.getByRole("button", { name: "Restore this version" }).count()).toBe(0);
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    expect(await page.getByRole("link", { name: "Edit" }).count()).toBe(0);

    await open(page, `/links/${link.id}/edit`);
    await page.getByText("Your role only lets you view it.").waitFor();
    expect(await page.getByRole("textbox").count()).toBe(0);
    await expectAccessible(page);
    await page.getByRole("link", { name: "Show the link" }).click();
    await page.waitForURL(`**/links/${link.id}`);

    await open(page, "/tags");
    await page.getByRole("button", { name: "Actions for own-tag" }).waitFor();
    await page.getByText("team-tag").waitFor();
    expect(await page.getByRole("button", { name: /team-tag/ }).count()).toBe(0);

    await open(page, "/analytics?tag=%5B%22own-tag%22%5D");
    await page.getByRole("button", { name: "Share" }).waitFor();
    await open(page, "/analytics?tag=%5B%22team-tag%22%5D");
    await page.getByRole("combobox", { name: "Links" }).waitFor();
    await page.locator("main:not(:has([data-skeleton]))").waitFor();
    expect(await page.getByRole("button", { name: "Share" }).count()).toBe(0);
  });

  test("a list with links of several workspaces offers a viewer what each allows", async () => {
    const { ann, bob, link, own, open } = await aTeamWithLinks("viewer");
    const page = await dashboard.visitAs(bob, "/links");
    const listActions = async (code: string) => {
      await page.getByRole("button", { name: new RegExp(`^Actions for .*${code}`) }).click();
      await page.getByRole("menuitem", { name: "Details" }).waitFor();
      const items = await page.getByRole("menuitem").allInnerTexts();
      await page.keyboard.press("Escape");
      await page.getByRole("menu").waitFor({ state: "detached" });
      return items;
    };
    expect(await listActions(own.short_code)).toEqual(expect.arrayContaining(changing));
    expect((await listActions(link.short_code)).filter(each => changing.includes(each))).toEqual([]);

    await page.getByRole("row").filter({ hasText: link.short_code }).focus();
    await page.keyboard.press("e");
    await page.getByText("Your role only lets you view this link").waitFor();
    await page.keyboard.press("x");
    await page.getByText("1 selected · You may only view them").waitFor();
    expect(await page.getByRole("button", { name: "Archive" }).count()).toBe(0);
    expect(await page.getByRole("button", { name: "Delete" }).count()).toBe(0);
    await expectAccessible(page);
    await page.getByRole("checkbox", { name: new RegExp(`^Select .*${own.short_code}`) }).click();
    await page.getByText("2 selected · You may only view 1 of them").waitFor();
    await page.getByRole("button", { name: "Disable" }).click();
    await page.getByText("1 link changed").waitFor();
    await page.getByRole("checkbox", { name: "Select all links" }).click();
    await page.getByText("2 selected · Links that you may only view stay as they are").waitFor();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await page.getByText("1 link deleted").waitFor();

    const kept = await ann.client.getLink({ params: { id: link.id } });
    expect(kept.is_active).toBe(true);
    expect((await bob.client.listLinks({})).items.map(({ id }) => id)).toEqual([link.id]);
    await open(page, "/links?view=cards");
    await page.getByRole("button", { name: new RegExp(`^Actions for .*${link.short_code}`) }).waitFor();
  });

  test("an editor is offered to change the links of the team, on a phone too", async () => {
    const { ann, bob, link, open } = await aTeamWithLinks("editor");
    const page = await dashboard.visitAs(bob, `/links/${link.id}`, { viewport: phone });
    await page.getByRole("button", { name: "Share" }).waitFor();
    await page.getByRole("main").getByRole("link", { name: "Edit", exact: true }).click();
    await page.getByRole("textbox", { name: "Destination" }).fill("https://example.com/of-an-editor");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved", { exact: true }).waitFor();
    expect((await ann.client.getLink({ params: { id: link.id } })).original_url).toBe(
      "https://example.com/of-an-editor",
    );

    await open(page, `/links/${link.id}/history`);
    await page.getByRole("link", { name: "Compare and restore" }).first().click();
    await page.getByRole("button", { name: "Restore this version" }).waitFor();
    await open(page, "/tags");
    await page.getByRole("button", { name: "Actions for team-tag" }).waitFor();
    await open(page, "/analytics?tag=%5B%22team-tag%22%5D");
    await page.getByRole("button", { name: "Share" }).click();
    await page.getByRole("button", { name: "Create address" }).click();
    await page.getByText("The report is shared").waitFor();
    await open(page, "/links");
    await page.getByRole("button", { name: new RegExp(`^Actions for .*${link.short_code}`) }).click();
    await page.getByRole("menuitem", { name: "Details" }).waitFor();
    expect(await page.getByRole("menuitem").allInnerTexts()).toEqual(expect.arrayContaining(changing));
  });
});

/** Entries of the menu of a link that change it. */
const changing = ["Edit", "Disable", "Delete"];
