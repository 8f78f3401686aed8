import { toLook } from "@shunt/pages";
import { expect, test } from "vitest";
import { type PreviewPage, renderPreviewPage } from "./preview-page.ts";

const look = toLook("en", null);
const dayMs = 24 * 60 * 60_000;
const at = Date.parse("2026-11-29T12:00:00Z");

function render(given: Partial<PreviewPage> = {}, facts: Partial<PreviewPage["facts"]> = {}): string {
  return renderPreviewPage(look, {
    shortUrl: "https://sho.rt/abc",
    destination: "https://a.example/",
    facts: { title: null, createdAt: new Date("2026-01-31T09:00:00Z"), destinationChangedAt: null, ...facts },
    at,
    reportUrl: "https://app.example/report",
    ...given,
  }).markup;
}

/** The rows of the list, as name and value without markup. */
function rowsOf(markup: string): string[][] {
  const rows = [...markup.matchAll(/<dt>(.*?)<\/dt><dd[^>]*>(.*?)<\/dd>/g)];
  return rows.map(([, name = "", value = ""]) => [name, value.replaceAll(/<[^>]*>/g, "")]);
}

test("the preview shows the short URL, the destination and when the link was created", () => {
  expect(rowsOf(render())).toEqual([
    ["Short link", "https://sho.rt/abc"],
    ["Leads to", "https://a.example/"],
    ["Exists since", "January 31, 2026"],
  ]);
});

test.each([
  ["https://sho.rt/%F0%9F%8D%95-%C3%BC", "https://sho.rt/🍕-ü"],
  ["https://sho.rt/%F0%9F%91%A9%E2%80%8D%F0%9F%9A%80", "https://sho.rt/👩‍🚀"],
  ["https://sho.rt/a/%E2%80%AEmoc", "https://sho.rt/a/%E2%80%AEmoc"],
  ["https://sho.rt/a/%FF", "https://sho.rt/a/%FF"],
])("the preview shows the short URL %s as %s", (shortUrl, shown) => {
  expect(rowsOf(render({ shortUrl }))[0]).toEqual(["Short link", shown]);
});

test("the preview shows a title and the last change of the destination, if there are any", () => {
  const rows = rowsOf(render({}, { title: "Sale", destinationChangedAt: new Date("2026-11-20T09:00:00Z") }));

  expect(rows.slice(2)).toEqual([
    ["Title", "Sale"],
    ["Exists since", "January 31, 2026"],
    ["Destination changed on", "November 20, 2026"],
  ]);
});

test("the preview of a destination that depends on the visitor names none, and leads on by the short URL", () => {
  const markup = render({ destination: null });

  expect(rowsOf(markup)[1]).toEqual(["Leads to", "Depends on the visitor"]);
  expect(markup).toContain('<a class="button" href="https://sho.rt/abc" rel="noreferrer">');
  expect(markup).not.toContain("a.example");
});

test.each([
  [30 * dayMs - 1, true],
  [30 * dayMs, false],
  [0, true],
])("the preview marks a destination that changed %d ms ago as recent: %s", (ago, isMarked) => {
  const markup = render({}, { destinationChangedAt: new Date(at - ago) });

  expect(markup.includes('<dd class="alert">')).toBe(isMarked);
});
