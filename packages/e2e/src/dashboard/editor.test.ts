import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import type { Owner } from "../harness/owner.ts";
import { type Dashboard, desk, expectAccessible, openDashboard, phone } from "./open-dashboard.ts";
import { scan } from "./scan.ts";

describe.runIf(hasChromium)("the editor, in Chromium", () => {
  let dashboard: Dashboard;
  let owner: Owner;
  beforeAll(async () => {
    dashboard = await openDashboard();
    owner = await dashboard.shunt.signUp();
  });
  afterAll(async () => {
    expect(dashboard.complaints).toEqual([]);
    await dashboard.stop();
  });

  const open = (page: Page, section: RegExp) => page.getByRole("button", { name: section, expanded: false }).click();
  const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });
  /** React Aria announces pending buttons for some seconds, by elements that axe finds without a name. */
  const untilAnnounced = (page: Page) =>
    expect.poll(() => page.locator("[data-live-announcer] [role=img]").count()).toBe(0);
  const save = (page: Page) => page.keyboard.press("Control+s");

  test("a member creates a link with a code, a tag, a campaign and a password, and copies it", async () => {
    const page = await dashboard.visitAs(owner, "/links/new");
    await field(page, "Destination").fill("example.com/autumn");
    await field(page, "Short code").fill("autumn-26");
    await page.getByText("autumn-26 is free.").waitFor();
    await open(page, /^Title, tags and folder/);
    await page.getByRole("combobox", { name: "Tags" }).fill("sale");
    await page.keyboard.press("Enter");
    await open(page, /^Campaign/);
    await field(page, "Source").fill("newsletter");
    await page.getByText("https://example.com/autumn?utm_source=newsletter").waitFor();
    await open(page, /^Password and privacy/);
    await page.getByLabel("Password", { exact: true }).fill("open sesame");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Create link" }).click();

    await page.getByRole("heading", { name: "Your link is ready" }).waitFor();
    await page.getByRole("img", { name: /^QR code of/ }).waitFor();
    await untilAnnounced(page);
    await expectAccessible(page);
    const link = await owner.client.getLink({ params: { id: "autumn-26" } });
    expect(link).toMatchObject({
      original_url: "https://example.com/autumn",
      tags: ["sale"],
      utm_source: "newsletter",
      has_password: true,
    });
    await page.getByRole("button", { name: "Create another" }).click();
    expect(await field(page, "Destination").inputValue()).toBe("");
  });

  test("a problem is shown at its field, in a section that opens", async () => {
    await owner.makeLink({ short_code: "taken-code" });
    const page = await dashboard.visitAs(owner, "/links/new?url=https%3A%2F%2Fexample.com%2F");
    await open(page, /^Schedule and limits/);
    await field(page, "Number of clicks").fill("none");
    await page.getByRole("button", { name: /^Schedule and limits/ }).click();
    await field(page, "Short code").fill("taken-code");
    await page.getByText("taken-code is taken.").waitFor();
    await save(page);

    await page.getByText("Use a number.").waitFor();
    await field(page, "Number of clicks").fill("5");
    await save(page);
    await expect.poll(() => field(page, "Short code").getAttribute("aria-invalid")).toBe("true");
  });

  test("an empty destination is a problem when someone saves, and not when someone passes its field", async () => {
    const page = await dashboard.visitAs(owner, "/links/new");
    await open(page, /^Schedule and limits/);
    await field(page, "Number of clicks").fill("none");
    await page.keyboard.press("Tab");
    await page.getByText("Use a number.").waitFor();
    expect(await field(page, "Destination").getAttribute("aria-invalid")).toBeNull();

    await save(page);

    await expect.poll(() => field(page, "Destination").getAttribute("aria-invalid")).toBe("true");
  });

  test("an address that links cannot have is refused once: first by the check, then by the field", async () => {
    const page = await dashboard.visitAs(owner, "/links/new");
    const refusal = page.getByText("The address must lead to the public internet.");
    const check = page.getByRole("status").filter({ has: refusal });
    await field(page, "Destination").fill("http://10.0.0.1/");
    await check.waitFor();
    expect(await page.getByText("You can save the link all the same.").count()).toBe(0);
    await field(page, "Short code").focus();

    await check.waitFor({ state: "detached" });
    expect(await refusal.count()).toBe(1);
    expect(await field(page, "Destination").getAttribute("aria-invalid")).toBe("true");
    await page.context().close();
  });

  test("the checks of all destinations are shown, and the list finds and marks a link with a broken one", async () => {
    const { db } = dashboard.shunt;
    const [target_url, fallback_url] = ["https://example.com/works", "https://example.com/gone"];
    const link = await owner.makeLink({ title: "Half broken", original_url: target_url, fallback_url });
    const { version } = await db
      .selectFrom("links")
      .select("version")
      .where("id", "=", link.id)
      .executeTakeFirstOrThrow();
    // Not due, so that no worker requests them.
    const check = { link_id: link.id, host: "example.com", checked_at: new Date(), next_check_at: "infinity" as never };
    await db
      .insertInto("link_health")
      .values({ ...check, target_url, status: "ok" })
      .execute();
    await db.insertInto("destination_lists").values({ link_id: link.id, version }).execute();
    const reason = "The destination answers with the status 404";
    await db
      .insertInto("destination_health")
      .values({ ...check, target_url: fallback_url, status: "broken", reason })
      .execute();
    // Last, as a worker would put the link on its list itself.
    await owner.client.updateMe({ body: { check_links: true } });

    const page = await dashboard.visitAs(owner, "/links?health=broken");
    await page
      .getByRole("row", { name: /Half broken/ })
      .getByText("Destination is broken")
      .waitFor();
    await page.goto(`${dashboard.origin}/links/${link.id}/edit`);

    const items = page.getByRole("listitem").filter({ hasText: "Checked" });
    await items.filter({ hasText: target_url }).getByText("Works", { exact: true }).waitFor();
    const broken = items.filter({ hasText: fallback_url });
    await broken.getByText("Broken", { exact: true }).waitFor();
    await broken.getByText(reason).waitFor();
    await broken.getByText("After the end").waitFor();
    await expectAccessible(page);
  });

  test("a link gets a further code, which becomes the main one, and the form keeps what was typed", async () => {
    const link = await owner.makeLink({ short_code: "first-code" });
    const page = await dashboard.visitAs(owner, `/links/${link.id}/edit`);
    const scanned = async () => scan(await page.getByRole("img", { name: /^QR code of/ }).screenshot());
    expect(await scanned()).toBe(`${link.short_url}?qr=1`);
    await open(page, /^Title, tags and folder/);
    await field(page, "Title").fill("Not saved yet");
    await page.getByRole("button", { name: "Add a code" }).click();
    const dialog = page.getByRole("dialog", { name: "Add a code" });
    await dialog.getByRole("textbox", { name: "Code" }).fill("no good");
    await dialog.getByRole("button", { name: "Add" }).click();
    await dialog.getByText("Use 3 to 50 letters").waitFor();
    await dialog.getByRole("textbox", { name: "Code" }).fill("second-code");
    await dialog.getByRole("button", { name: "Add" }).click();
    await page.getByText(/second-code leads to this link too/).waitFor();
    await page.getByRole("button", { name: /^Actions for .*second-code$/ }).click();
    await page.getByRole("menuitem", { name: "Make it the main code" }).click();
    await page.getByText(/second-code is the main code now/).waitFor();
    expect(await scanned()).toMatch(/second-code\?qr=1$/);

    await save(page);
    await page.getByText("Saved").first().waitFor();
    await page.getByRole("button", { name: /^Actions for .*first-code$/ }).click();
    await page.getByRole("menuitem", { name: "Remove" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
    await page.getByText(/first-code removed/).waitFor();
    await untilAnnounced(page);
    await expectAccessible(page);
    expect(await owner.client.getLink({ params: { id: link.id } })).toMatchObject({
      short_code: "second-code",
      title: "Not saved yet",
    });
    expect((await owner.client.listCodes({ params: { id: link.id } })).items).toHaveLength(1);
  });

  test("a draft survives leaving without its password, and is restored", async () => {
    const member = await dashboard.shunt.signUp();
    const page = await dashboard.visitAs(member, "/links/new");
    await field(page, "Destination").fill("https://example.com/draft");
    await open(page, /^Password and privacy/);
    await page.getByLabel("Password", { exact: true }).fill("open sesame");
    await page.keyboard.press("Escape");
    await page.getByRole("alertdialog").getByRole("button", { name: "Leave" }).click();
    await page.waitForURL("**/links");
    expect(await page.evaluate("JSON.stringify(localStorage)")).not.toContain("sesame");

    await page.goto(`${dashboard.origin}/links/new`);
    await page.getByRole("button", { name: "Continue" }).click();
    expect(await field(page, "Destination").inputValue()).toBe("https://example.com/draft");
  });

  test.each([
    ["Keep and sign out", desk, true],
    ["Delete and sign out", desk, false],
    ["Delete and sign out", phone, false],
  ])("someone who signs out chooses what happens to drafts: %s, %o", async (choice, viewport, isKept) => {
    const member = await dashboard.shunt.signUp();
    const page = await dashboard.visitAs(member, "/links/new", { viewport });
    const other = await page.context().newPage();
    await other.goto(page.url());
    for (const each of [page, other]) await field(each, "Destination").fill("https://example.com/secret-plan");
    await field(page, "Destination").fill("https://example.com/secret-plan/2");
    if (viewport === phone) await page.getByRole("button", { name: "Menu", exact: true }).click();
    await page.getByRole("button", { name: /^Account/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByRole("alertdialog", { name: "Keep your drafts in this browser?" }).waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: choice }).click();

    for (const each of [page, other]) await each.getByRole("heading", { name: "Sign in" }).waitFor();
    const stored = String(await page.evaluate("localStorage.getItem('shunt-link-drafts') ?? ''"));
    expect(stored.includes("secret-plan")).toBe(isKept);
    await page.context().close();
  });

  test("without drafts, someone signs out without a question", async () => {
    const page = await dashboard.visitAs(await dashboard.shunt.signUp(), "/links");
    await page.getByRole("button", { name: /^Account/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();

    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.context().close();
  });

  test("a link is saved although the code that checks the form cannot be loaded", async () => {
    const link = await owner.makeLink({});
    const page = await dashboard.visitAs(owner, `/links/${link.id}/edit`);
    await page.route("**/assets/check-form*", route => route.abort());
    await field(page, "Destination").fill("https://example.com/after-an-upgrade");
    await save(page);

    await page.getByText("Saved", { exact: true }).waitFor();
    const { original_url } = await owner.client.getLink({ params: { id: link.id } });
    expect(original_url).toBe("https://example.com/after-an-upgrade");
    await page.context().close();
  });

  test("signing out asks about changes of a link that are not saved", async () => {
    const member = await dashboard.shunt.signUp();
    const link = await member.client.createLink({ body: { original_url: "https://example.com/before" } });
    const page = await dashboard.visitAs(member, `/links/${link.id}/edit`);
    await field(page, "Destination").fill("https://example.com/after");
    const signOut = async () => {
      await page.getByRole("button", { name: /^Account/ }).click();
      await page.getByRole("menuitem", { name: "Sign out" }).click();
      await page.getByRole("alertdialog", { name: "Leave without saving?" }).waitFor();
    };
    await signOut();
    await expectAccessible(page);
    await page.getByRole("alertdialog").getByRole("button", { name: "Cancel" }).click();
    expect(await field(page, "Destination").inputValue()).toBe("https://example.com/after");
    await signOut();
    await page.getByRole("button", { name: "Leave" }).click();

    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.context().close();
  });

  test("rules are written, moved by keyboard, hinted at and tried out", async () => {
    const link = await owner.makeLink({
      rules: [
        {
          name: "German-speaking",
          conditions: [{ fact: "country", operator: "in", value: ["DE", "AT"] }],
          url: "https://example.com/dach",
        },
      ],
    });
    const page = await dashboard.visitAs(owner, `/links/${link.id}/edit`);
    await page.getByRole("button", { name: "Add a rule" }).click();
    const editor = page.getByRole("region", { name: "Edit Rule 2" });
    await editor.getByRole("combobox", { name: "Values" }).fill("Germ");
    await page.getByRole("option", { name: "Germany" }).click();
    await editor.getByLabel("Page", { exact: true }).fill("example.com/de");
    await page.getByText("1 hint").waitFor();

    const simulator = page.getByRole("region", { name: "Try out a visit" });
    await simulator.getByRole("combobox", { name: "Country" }).fill("Germany");
    await page.keyboard.press("Enter");
    await simulator.getByLabel("Path behind the code").fill("/a");
    await simulator.getByText("The short link is not found", { exact: true }).waitFor();
    await simulator.getByLabel("Path behind the code").fill("");
    await simulator.getByText("Decided by the rule German-speaking.").waitFor();

    // The second rule moves before the first.
    await page.getByRole("button", { name: "Drag Rule 2" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Insert before German-speaking" }).focus();
    await page.keyboard.press("Enter");
    await simulator.getByText("https://example.com/de").waitFor();
    await expectAccessible(page);
    await save(page);
    await page.getByText("Saved", { exact: true }).waitFor();
    const { rules } = await owner.client.getLink({ params: { id: link.id } });
    expect(rules?.map(({ url }) => url)).toEqual(["https://example.com/de", "https://example.com/dach"]);
  });

  test("a change of someone else is shown and chosen field by field, and the history brings the first state back", async () => {
    const link = await owner.makeLink({ title: "First" });
    const page = await dashboard.visitAs(owner, `/links/${link.id}/edit`);
    await field(page, "Title").fill("Yours");
    await field(page, "Notes").fill("Your notes");
    await owner.client.updateLink({ params: { id: link.id }, body: { title: "Theirs", folder: "Shoes" } });
    await save(page);

    const dialog = page.getByRole("dialog", { name: "This link has changed meanwhile" });
    await dialog.getByText("Changed meanwhile, and kept: Folder.").waitFor();
    await dialog.getByText("Theirs", { exact: true }).click();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Save these values" }).click();
    await page.getByText("Saved", { exact: true }).waitFor();
    const merged = await owner.client.getLink({ params: { id: link.id } });
    expect(merged).toMatchObject({ title: "Theirs", folder: "Shoes", notes: "Your notes" });

    await page.getByRole("link", { name: "History" }).click();
    await page.getByRole("link", { name: "Compare and restore" }).last().click();
    await page.getByRole("dialog", { name: "Version 1" }).getByRole("button", { name: "Restore this version" }).click();
    await page.getByText("Version 1 is back.").waitFor();
    expect(await owner.client.getLink({ params: { id: link.id } })).toMatchObject({ title: "First", folder: null });
    await untilAnnounced(page);
    await expectAccessible(page);
  });

  test.each(["/links/new", "/links/ID/edit", "/links/ID/history"])("%s fits a phone", async path => {
    const { id } = await owner.makeLink();
    const page = await dashboard.visitAs(owner, path.replace("ID", id), { viewport: phone });
    await page.getByRole("heading", { level: 1 }).waitFor();
    await expectAccessible(page);
  });
});
