import { readFile } from "node:fs/promises";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import { type Dashboard, expectAccessible, openDashboard, phone } from "./open-dashboard.ts";

const bitly = `Bitlink,Long URL,Title,Tags,Created,Total Clicks,Campaign/Group
bit.ly/spring-sale,https://example.com/spring,Spring sale,"mail, shop",2024-08-15,5,g
bit.ly/menu-2026,https://example.com/menu,Menu,print,2024-08-15,9,g
bit.ly/broken-one,not a url,Broken,,2024-08-16,1,g
`;
const past = `Bitlink,Long URL,Created,Total Clicks,Archived
bit.ly/past-one,https://example.com/one,03/04/2024,"1,234",No
bit.ly/past-two,https://example.com/two,05/06/2024,5,Yes
`;
const shlink = `createdAt,domain,shortCode,shortUrl,longUrl,title,tags,visits
2024-08-15T15:03:56-04:00,,shl-one,https://s.example.org/shl-one,https://example.com/one,One,a|b,61
2024-08-15T15:03:56-04:00,,shl-two,https://s.example.org/shl-two,https://example.com/two,,,0
`;

describe.runIf(hasChromium)("in Chromium", () => {
  let dashboard: Dashboard;
  beforeAll(async () => {
    dashboard = await openDashboard();
  });
  afterAll(async () => {
    expect(dashboard.complaints).toEqual([]);
    await dashboard.stop();
  });

  const toFile = (name: string, text: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

  test("a file of Bitly is checked and imported, and a failed row is corrected and tried again", async () => {
    const owner = await dashboard.shunt.signUp();
    const page = await dashboard.visitAs(owner, "/import");
    await page.getByRole("button", { name: "Choose a file" }).waitFor();
    await page.locator("input[type=file]").setInputFiles(toFile("bitly.csv", bitly));
    await page.getByText("From Bitly", { exact: true }).waitFor();
    await page.getByLabel("Folder", { exact: true }).fill("Moved");
    await page.getByRole("button", { name: "Check 3 rows" }).click();
    await page.getByText("2 links can be created.").waitFor();
    expect((await owner.client.listLinks({})).items).toEqual([]);
    await page.getByText("Short URLs of bit.ly keep their codes").waitFor();
    await expectAccessible(page);

    await page.getByRole("button", { name: "Import 2 links" }).click();
    await page.getByText("2 links created").waitFor();
    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download failed rows" }).click();
    const failed = await readFile(await (await saving).path(), "utf8");
    expect(failed.split("\n")[1]).toMatch(/^bit\.ly\/broken-one,not a url,.*Use a whole address such as/);

    await page.getByRole("textbox", { name: "Destination of line 4" }).fill("https://example.com/corrected");
    await page.getByRole("button", { name: "Import 1 link" }).click();
    await page.getByText("3 links created").waitFor();
    await expectAccessible(page);

    const { items } = await owner.client.listLinks({});
    const found = items.map(({ short_code, original_url, tags, folder }) => [short_code, original_url, tags, folder]);
    expect(found.sort()).toEqual([
      ["broken-one", "https://example.com/corrected", [], "Moved"],
      ["menu-2026", "https://example.com/menu", ["print"], "Moved"],
      ["spring-sale", "https://example.com/spring", ["mail", "shop"], "Moved"],
    ]);
  });

  test("an import brings the past of links, by keyboard, and shows former clicks apart", async () => {
    const owner = await dashboard.shunt.signUp();
    const page = await dashboard.visitAs(owner, "/import");
    const hasFocus = (text: RegExp) =>
      waitFor(async () => text.test(await page.evaluate("document.activeElement.textContent")), { what: String(text) });
    await page.getByRole("button", { name: "Choose a file" }).waitFor();
    await page.locator("input[type=file]").setInputFiles(toFile("bitly.csv", past));
    await page.getByText("Choose whether the day or the month comes first in dates").waitFor();
    await page.getByRole("button", { name: /Dates such as 03\/04\/2026/ }).click();
    await page.getByRole("option", { name: "Month first (March 4)" }).click();
    await page.getByRole("button", { name: "Check 2 rows" }).press("Enter");
    await hasFocus(/^2 links can be created\./);
    await page.getByRole("button", { name: "Import 2 links" }).press("Enter");
    await hasFocus(/^2 links created/);
    await page.getByText("Archived links redirect too, but lists hide them").waitFor();
    await expectAccessible(page);

    const { items } = await owner.client.listLinks({});
    expect(items).toMatchObject([
      { short_code: "past-one", created_at: "2024-03-04T00:00:00.000Z", former_clicks: 1234, click_count: 0 },
    ]);
    const [archived] = (await owner.client.listLinks({ query: { state: "archived" } })).items;
    expect(archived).toMatchObject({ short_code: "past-two", is_archived: true });
    await page.goto(`${dashboard.origin}/links/${items[0]?.id}`);
    await page.getByText("1,234 clicks before the import, not counted here").waitFor();
    await expectAccessible(page);
  });

  test("all links are saved as a file, and the redirects as a map", async () => {
    const owner = await dashboard.shunt.signUp();
    await owner.makeLink({ short_code: "exported", title: "=1+1", tags: ["a", "b"] });
    const page = await dashboard.visitAs(owner, "/import");
    const save = async (index: number) => {
      const saving = page.waitForEvent("download");
      await page.getByRole("button", { name: "Download", exact: true }).nth(index).click();
      const file = await saving;
      return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
    };

    const links = await save(0);
    expect(links.name).toMatch(/\.csv$/);
    expect(links.text).toContain("exported");
    expect(links.text).not.toMatch(/(^|,)"?=1\+1/m);
    const map = await save(1);
    expect(map.text).toMatch(/^\/exported\s+https:\/\/example\.com\//m);
  });

  test("a file of Shlink is imported on a phone", async () => {
    const owner = await dashboard.shunt.signUp();
    const page = await dashboard.visitAs(owner, "/import", { viewport: phone });
    await page.getByRole("button", { name: "Choose a file" }).waitFor();
    await page.locator("input[type=file]").setInputFiles(toFile("shlink.csv", shlink));
    await page.getByText("From Shlink").waitFor();
    await page.getByRole("button", { name: "Check 2 rows" }).click();
    await page.getByRole("button", { name: "Import 2 links" }).click();
    await page.getByText("2 links created").waitFor();
    await expectAccessible(page);

    const { items } = await owner.client.listLinks({ query: { search: "shl-one" } });
    expect(items).toMatchObject([{ short_code: "shl-one", title: "One", tags: ["a", "b"] }]);
  });
});
