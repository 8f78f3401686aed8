import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import { type Dashboard, expectAccessible, openDashboard, phone } from "./open-dashboard.ts";

describe.runIf(hasChromium)("in Chromium", () => {
  let dashboard: Dashboard;
  beforeAll(async () => {
    dashboard = await openDashboard();
  });
  afterAll(async () => {
    expect(dashboard.complaints).toEqual([]);
    await dashboard.stop();
  });

  test("a member makes a tag, colours it, merges it into another one and deletes that", async () => {
    const owner = await dashboard.shunt.signUp();
    await owner.makeLink({ short_code: "tagged-one", tags: ["mail"] });
    const page = await dashboard.visitAs(owner, "/tags");
    await page.getByRole("button", { name: "New tag" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("newsletter");
    await page.keyboard.press("Enter");
    await page.getByText("The tag newsletter is ready").waitFor();
    await page.getByRole("button", { name: "Colour of newsletter: No colour" }).click();
    await page.getByRole("menuitemradio", { name: "Teal" }).click();
    await page.getByRole("button", { name: "Colour of newsletter: Teal" }).waitFor();

    await page.getByRole("button", { name: "Actions for mail" }).click();
    await page.getByRole("menuitem", { name: "Rename" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("Newsletter");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Merge into Newsletter instead" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Merge", exact: true }).click();
    await page.getByText("mail is merged into newsletter").waitFor();
    await expectAccessible(page);
    await page.getByRole("link", { name: "Show the links of newsletter" }).click();
    await page.getByRole("row").filter({ hasText: "tagged-one" }).waitFor();
    await page.goBack();

    await page.getByRole("button", { name: "Actions for newsletter" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("alertdialog").getByText("1 link stays, without this tag.").waitFor();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await page.getByRole("heading", { name: "No tags yet" }).waitFor();
    expect((await owner.client.listLinks({})).items[0]?.tags).toEqual([]);
  });

  test("a member renames a folder on a phone, and its links go with it", async () => {
    const owner = await dashboard.shunt.signUp();
    await owner.makeLink({ folder: "Shop" });
    const page = await dashboard.visitAs(owner, "/folders", { viewport: phone });
    await page.getByRole("button", { name: "Actions for Shop" }).click();
    await page.getByRole("menuitem", { name: "Rename" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("Store");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("link", { name: "Show the links of Store" }).waitFor();
    await expectAccessible(page);

    expect((await owner.client.listLinks({})).items[0]?.folder).toBe("Store");
  });

  test("a member adds a domain, finds its DNS records again after a reload, and sets where it leads", async () => {
    const owner = await dashboard.shunt.signUp();
    const host = `go-${randomUUID().slice(0, 8)}.example.com`;
    const page = await dashboard.visitAs(owner, "/domains");
    await page.getByRole("button", { name: "Add domain" }).click();
    const dialog = page.getByRole("dialog", { name: "Add domain" });
    await dialog.getByLabel("Domain").fill("192.0.2.1");
    await dialog.getByRole("button", { name: "Add" }).click();
    await dialog.getByText("Use a domain name, not an IP address.").waitFor();
    await dialog.getByLabel("Domain").fill(`https://${host}/`);
    await dialog.getByRole("button", { name: "Add" }).click();
    await page.waitForURL(`**/domains/${host}`);
    await page.reload();
    await page.getByText(`_shunt.${host}`).waitFor();
    await expectAccessible(page);

    // As a record in the DNS would.
    const claim = dashboard.shunt.db.deleteFrom("domain_claims").where("host", "=", host).returning("workspace_id");
    const { workspace_id } = await claim.executeTakeFirstOrThrow();
    await dashboard.shunt.db.insertInto("domains").values({ host, workspace_id }).execute();
    await page.reload();
    await page.getByLabel("The bare domain leads to").fill("https://www.example.com/");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved. Visitors see it within seconds.").waitFor();
    expect(await owner.client.getDomain({ params: { host } })).toMatchObject({ root_url: "https://www.example.com/" });
    await expectAccessible(page);

    await page.getByRole("button", { name: "Delete domain" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete domain" }).click();
    await page.waitForURL("**/domains");
    expect((await owner.client.listDomains({})).items).toEqual([]);
  });

  test("the pages of a link say that its workspace lost the domain", async () => {
    const { shunt } = dashboard;
    const owner = await shunt.signUp();
    const host = `lost-${randomUUID().slice(0, 8)}.example.com`;
    const workspace_id = (await owner.client.listWorkspaces({})).items[0]?.id;
    const { id: domainId } = await shunt.db
      .insertInto("domains")
      .values({ host, workspace_id })
      .returning("id")
      .executeTakeFirstOrThrow();
    const { id } = await owner.client.createLink({ body: { original_url: "https://example.com/", domain: host } });
    const released = { host: `${host}.released-${domainId}.invalid`, released_host: host };
    await shunt.db.updateTable("domains").set(released).where("id", "=", domainId).execute();
    const page = await dashboard.visitAs(owner, `/links/${id}`);

    for (const path of [`/links/${id}`, `/links/${id}/qr`, `/links/${id}/edit`]) {
      await page.goto(dashboard.origin + path);
      await page.getByText(`Visitors cannot open this link: your workspace no longer has ${host}.`).waitFor();
    }
    await expectAccessible(page);

    await page.goto(`${dashboard.origin}/domains/${released.host}`);
    await page.getByRole("button", { name: "Delete domain" }).click();
    await page.getByRole("alertdialog").getByText("Its settings are gone then.").waitFor();
    await page.context().close();
  });

  test("a UTM template is made once, and the editor fills its fields into a link", async () => {
    const owner = await dashboard.shunt.signUp();
    const page = await dashboard.visitAs(owner, "/utm-templates");
    await page.getByRole("button", { name: "New template" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("Weekly mail");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alert").waitFor();
    await page.getByLabel("Source", { exact: true }).fill("newsletter");
    await page.getByLabel("Medium", { exact: true }).fill("email");
    await page.getByText("?utm_source=newsletter&utm_medium=email").waitFor();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("The template Weekly mail is ready").waitFor();
    await expectAccessible(page);

    await page.goto(`${dashboard.origin}/links/new?url=example.com/weekly`);
    await page.getByRole("button", { name: /^Campaign/ }).click();
    await page.getByRole("button", { name: /Template/ }).click();
    await page.getByRole("option", { name: "Weekly mail" }).click();
    await page.getByRole("button", { name: "Create link" }).click();
    await page.getByRole("button", { name: "Create another" }).waitFor();

    const [link] = (await owner.client.listLinks({})).items;
    expect(link).toMatchObject({ utm_source: "newsletter", utm_medium: "email", utm_campaign: null });
  });
});
