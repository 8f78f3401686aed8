import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import { findMisfits } from "./find-misfits.ts";
import { type Dashboard, desk, openDashboard, phone } from "./open-dashboard.ts";

const script = `<img src=x onerror="document.title='owned'"><script>document.title="owned"</script>`;
const texts = {
  html: script,
  formula: `=HYPERLINK("https://evil.example","open")`,
  // Everything after it would run from right to left.
  override: "safe\u202etrap",
  word: "W".repeat(500),
};

describe.runIf(hasChromium)("in Chromium", () => {
  let dashboard: Dashboard;
  beforeAll(async () => {
    dashboard = await openDashboard();
  });
  afterAll(async () => {
    expect(dashboard.complaints).toEqual([]);
    await dashboard.stop();
  });

  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const toRow = (name: string, cells: readonly string[]) => [`https://example.com/${name}`, name, ...cells.map(quote)];
  const rows = [
    ...Object.entries(texts).map(([name, text]) => toRow(`hostile-${name}`, [text, text.slice(0, 50)])),
    // More than any field takes.
    toRow("hostile-long", ["x".repeat(10_000), ""]),
    [quote(script), "hostile-address", quote(texts.formula), ""],
  ];
  const csv = ["Long URL,Short code,Title,Tags", ...rows.map(cells => cells.join(","))].join("\n");

  async function expectHarmless(page: Page): Promise<void> {
    expect(await page.title()).not.toBe("owned");
    expect(await page.locator("main img[src=x], main script").count()).toBe(0);
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
  }

  test("texts of a hostile file are shown as they are, fit each page, and start no formula in the file of failed rows", async () => {
    const owner = await dashboard.shunt.signUp();
    const page = await dashboard.visitAs(owner, "/import", { viewport: phone });
    const buffer = Buffer.from(csv);
    await page.locator("input[type=file]").setInputFiles({ name: `${script}.csv`, mimeType: "text/csv", buffer });
    await page.getByRole("button", { name: "Check 6 rows" }).click();
    await page.getByText("4 links can be created.").waitFor();
    await expectHarmless(page);
    await page.getByRole("button", { name: "Import 4 links" }).click();
    await page.getByText("4 links created").waitFor();
    await expectHarmless(page);

    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download failed rows" }).click();
    const failed = await readFile(await (await saving).path(), "utf8");
    expect(failed).toContain(`'=HYPERLINK(`);
    expect(failed).not.toMatch(/(^|[,\n"])=/);
    await page.context().close();
  });

  test("links with hostile titles and tags are shown as text in lists, cards, their pages and the editor", async () => {
    const owner = await dashboard.shunt.signUp();
    const links = [];
    for (const [name, title] of Object.entries(texts)) {
      const body = {
        original_url: `https://example.com/${name}`,
        title,
        tags: [title.slice(0, 50)],
        folder: title.slice(0, 100),
      };
      links.push(await owner.client.createLink({ body }));
    }
    const page = await dashboard.visitAs(owner, "/links");
    for (const viewport of [desk, phone]) {
      await page.setViewportSize(viewport);
      for (const path of [
        "/links",
        "/overview",
        "/tags",
        "/folders",
        ...links.flatMap(({ id }) => [`/links/${id}`, `/links/${id}/edit`]),
      ]) {
        await page.goto(dashboard.origin + path);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await page.locator("main:not(:has([data-skeleton]))").waitFor();
        await expectHarmless(page);
      }
    }

    await page.setViewportSize(desk);
    await page.goto(`${dashboard.origin}/links`);
    await page.getByRole("row").filter({ hasText: "example.com/override" }).waitFor();
    // An override that is not isolated draws the destination to its left.
    const isAfter = await page.evaluate(`(() => {
      const text = document.querySelector('p[data-tooltip*="override"]');
      const destination = document.createRange();
      destination.selectNodeContents(text.lastChild);
      return destination.getBoundingClientRect().left >= text.querySelector("bdi").getBoundingClientRect().right - 1;
    })()`);
    expect(isAfter).toBe(true);
    await page.context().close();
  });

  test("the start and the guide of a new account fit a narrow window, also with a long short URL", async () => {
    const owner = await dashboard.shunt.signUp();
    const body = { original_url: "https://example.com/", short_code: "W".repeat(50) };
    await owner.client.createLink({ body });
    const page = await dashboard.visitAs(owner, "/", { viewport: { width: 320, height: 800 } });
    await page.getByRole("link", { name: "Open the dashboard" }).waitFor();
    expect(await findMisfits(page)).toEqual([]);

    await page.goto(`${dashboard.origin}/overview`);
    await page.getByRole("link", { name: /^Open .*W$/ }).waitFor();
    await expectHarmless(page);
    expect(await findMisfits(page)).toEqual([]);
    await page.context().close();
  });

  test("the list of rules shortens long conditions and destinations", async () => {
    const owner = await dashboard.shunt.signUp();
    const long = `https://example.com/${texts.word}`;
    const conditions = [{ fact: "query" as const, operator: "equals" as const, key: "k", value: "V".repeat(100) }];
    const rules = [{ name: "Long", conditions, url: long }];
    const { id } = await owner.client.createLink({ body: { original_url: long, rules } });
    const page = await dashboard.visitAs(owner, `/links/${id}/edit`, { viewport: phone });

    const rule = page.getByRole("row", { name: "Long" });
    await rule.scrollIntoViewIfNeeded();

    expect((await rule.boundingBox())?.height).toBeLessThan(phone.height / 3);
    expect(await rule.textContent()).toMatch(/https:\/\/example\.com\/W+…/);
    await page.context().close();
  });
});
