import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import type { Owner } from "../harness/owner.ts";
import { type Dashboard, expectAccessible, openDashboard, phone } from "./open-dashboard.ts";
import { scan } from "./scan.ts";

describe.runIf(hasChromium)("in Chromium", () => {
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

  async function openStudio(alias: string, options?: Parameters<Dashboard["visitAs"]>[2]) {
    const link = await owner.makeLink({ custom_alias: alias });
    const page = await dashboard.visitAs(owner, `/links/${link.id}/qr`, options);
    return { link, page };
  }

  const pictureOf = (page: Page) => page.getByRole("img", { name: /^QR code of / });

  async function download(page: Page, format: string): Promise<Buffer> {
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: `Download ${format}` }).click(),
    ]);
    return readFile(await file.path());
  }

  test("a design reads from the screen and from the downloaded file, and opens again with the next link", async () => {
    const { link, page } = await openStudio("poster");
    await page.getByText("Reads well").waitFor();
    await page.getByRole("radio", { name: "Rounded" }).first().check({ force: true });
    await page.getByLabel("Colour of the modules", { exact: true }).fill("#003366");
    await page.getByText("Gradient", { exact: true }).click();
    await page.getByLabel("Text", { exact: true }).fill("Jetzt öffnen");
    await page.getByText("Reads well").waitFor();

    const text = `${link.short_url}?qr=1`;
    expect(scan(await pictureOf(page).screenshot())).toBe(text);
    expect(scan(await download(page, "PNG"))).toBe(text);
    expect((await download(page, "SVG")).toString()).toMatch(/^<svg .*linearGradient/s);
    expect((await download(page, "PDF")).toString("latin1")).toMatch(/^%PDF-1.7/);

    await page.getByLabel("Name of the design").fill("Poster");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Use the design “Poster”" }).waitFor();
    await page.reload();
    expect(await page.getByLabel("Text", { exact: true }).inputValue()).toBe("Jetzt öffnen");
    await expectAccessible(page);
  });

  test("the picture can be copied", async () => {
    const { link, page } = await openStudio("copied", { permissions: ["clipboard-read", "clipboard-write"] });
    await page.getByRole("button", { name: "Copy picture" }).click();
    await page.getByText("Picture copied").waitFor();

    const copied = await page.evaluate(`navigator.clipboard.read()
      .then(([item]) => item.getType("image/png"))
      .then(blob => blob.arrayBuffer())
      .then(bytes => [...new Uint8Array(bytes)])`);
    expect(scan(Buffer.from(copied as number[]))).toBe(`${link.short_url}?qr=1`);
  });

  test("a logo stays in the browser, hides modules, and the code still reads", async () => {
    const { link, page } = await openStudio("logo");
    const picture = new PNG({ width: 40, height: 20 });
    picture.data.fill(200);
    const file = { name: "logo.png", mimeType: "image/png", buffer: PNG.sync.write(picture) };
    const uploads: string[] = [];
    page.on("request", request => request.method() !== "GET" && uploads.push(request.url()));
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByRole("button", { name: "Remove" }).waitFor();
    await page.getByText("Reads well").waitFor();

    expect(await pictureOf(page).getAttribute("src")).toContain(encodeURIComponent("data:image/png;base64,"));
    expect(scan(await pictureOf(page).screenshot())).toBe(`${link.short_url}?qr=1`);
    expect(scan(await download(page, "PNG"))).toBe(`${link.short_url}?qr=1`);
    expect(uploads.filter(url => !url.includes("/auth/"))).toEqual([]);
    await page.locator("input[type=file]").setInputFiles({ ...file, buffer: Buffer.from("no picture") });
    await page.getByRole("alert").getByText("cannot read this file").waitFor();
  });

  test("a design that does not read says so and asks before the download", async () => {
    const { page } = await openStudio("pale", { viewport: phone });
    await page.getByLabel("Colour of the modules", { exact: true }).fill("#fefefe");
    await page.getByText("Does not read").waitFor();
    await page.getByText("The colours are too close to each other.").waitFor();
    await page.getByRole("button", { name: "Download PNG" }).click();
    const dialog = page.getByRole("alertdialog", { name: "Download a code that does not read?" });
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      dialog.getByRole("button", { name: "Download anyway" }).click(),
    ]);

    expect(file.suggestedFilename()).toBe("qr-pale.png");
    await expectAccessible(page);
  });

  test("the page of a link leads to the studio, which explains that wildcards have no code", async () => {
    const link = await owner.makeLink({ original_url: "https://example.com/{1}", custom_alias: "gh/*" });
    const page = await dashboard.visitAs(owner, `/links/${link.id}`);
    await page.getByRole("link", { name: "QR code" }).click();

    await page.getByRole("heading", { name: "This link has no QR code" }).waitFor();
    await expectAccessible(page);
  });
});
