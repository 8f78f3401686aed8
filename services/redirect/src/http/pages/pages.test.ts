import { createHash } from "node:crypto";
import { type Page, toLook } from "@shunt/pages";
import { expect, test } from "vitest";
import { renderAppPage } from "./app-page.ts";
import { renderContinuePage } from "./continue-page.ts";
import { renderLockedPage } from "./locked-page.ts";
import { renderPreviewPage } from "./preview-page.ts";
import { renderProblemPage } from "./problem-page.ts";
import { renderUnsafePage } from "./unsafe-page.ts";

const look = toLook("", null);
const hostile = `"'><script>alert(1)</script>&`;
const form = { action: `https://app.example/${hostile}`, method: "post", fields: { code: hostile } } as const;
const policyOf = ({ headers }: Page) => headers["Content-Security-Policy"] ?? "";

/** Every page, with hostile data from the link where it has any. */
const pages: [string, (look: ReturnType<typeof toLook>) => Page][] = [
  ["problem", given => renderProblemPage(given, "link-not-found")],
  ["locked", given => renderLockedPage(given, { form, failure: "wrong" })],
  ["continue", given => renderContinuePage(given, form)],
  [
    "preview",
    given =>
      renderPreviewPage(given, {
        shortUrl: hostile,
        destination: hostile,
        facts: { title: hostile, createdAt: new Date(0), destinationChangedAt: null },
        at: 0,
        reportUrl: hostile,
      }),
  ],
  ["app", given => renderAppPage(given, `myapp://${hostile}`, `https://example.com/${hostile}`)],
  ["unsafe", given => renderUnsafePage(given, { host: hostile, form, reportUrl: hostile })],
];

test.each(pages)("the %s page escapes its data and loads nothing but its style", (_name, render) => {
  const page = render(look);

  expect(page.markup).not.toContain("<script");
  expect(page.markup).not.toMatch(/[^=]"'>/);
  const style = /<style>(.*?)<\/style>/s.exec(page.markup)?.[1] ?? "";
  const hash = createHash("sha256").update(style).digest("base64");
  expect(policyOf(page)).toContain(`default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; `);
  expect(policyOf(page)).toContain("frame-ancestors 'none'");
  expect(page.headers).toMatchObject({ "Cache-Control": "no-store", "X-Robots-Tag": "noindex" });
});

test.each(pages)("the %s page is in the visitor's language", (_name, render) => {
  const german = render(toLook("de-AT, en;q=0.5", null));

  expect(german.markup).toContain('<html lang="de">');
  expect(german.headers).toMatchObject({ "Content-Language": "de", Vary: "Accept, Accept-Language" });
  expect(german.markup).not.toBe(render(look).markup);
});

test.each(pages)("the %s page shows the brand of the domain and loads its logo only", (_name, render) => {
  const page = render(
    toLook("", { brand_name: "A & B", brand_logo_url: "https://cdn.example/a;b,c.png?v=1", brand_color: "#00ff00" }),
  );

  expect(page.markup).toContain("<span>A &#38; B</span>");
  expect(page.markup).toContain('<img src="https://cdn.example/a;b,c.png?v=1" alt="">');
  expect(policyOf(page)).toContain("; img-src https://cdn.example/a%3Bb%2Cc.png; ");
  expect(page.markup).not.toContain("#1f4fd1");
});

test("pages without a form send none, and forms may redirect to any host", () => {
  expect(policyOf(renderProblemPage(look, "internal"))).toContain("form-action 'none'");
  expect(policyOf(renderContinuePage(look, form))).not.toContain("form-action");
});

test("the page of a blocked link links to the operator if there is a contact", () => {
  const page = renderProblemPage(look, "link-blocked", "mailto:abuse@example.com");

  expect(page.markup).toContain('<a href="mailto:abuse@example.com" rel="noreferrer">Contact the operator</a>');
  expect(renderProblemPage(look, "link-blocked").markup).not.toContain("<a ");
});

test("renderProblemPage renders a page once for each language and brand", () => {
  const rules = { brand_name: "A" };

  expect(renderProblemPage(toLook("en", rules), "internal")).toBe(
    renderProblemPage(toLook("en-GB", rules), "internal"),
  );
  expect(renderProblemPage(toLook("de", rules), "internal")).not.toBe(
    renderProblemPage(toLook("en", rules), "internal"),
  );
  expect(renderProblemPage(toLook("en", rules), "internal")).not.toBe(renderProblemPage(look, "internal"));
});

test("renderLockedPage connects the failure with the field", () => {
  const { markup } = renderLockedPage(look, { form, failure: "expired" });

  expect(markup).toContain('aria-describedby="failure"');
  expect(markup).toContain('<p class="alert" id="failure" role="alert">That took too long.');
});
