import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { html } from "./html.ts";
import { createPageShell, inlineStyle } from "./page-shell.ts";

test("html escapes strings, and inserts markup and lists of markup unchanged", () => {
  const bold = html`<b>${"<i>"}</b>`;
  expect(html`<p title="${`"'`}">${"&"}${bold}${[bold, bold]}</p>`.markup).toBe(
    '<p title="&#34;&#39;">&#38;<b>&#60;i&#62;</b><b>&#60;i&#62;</b><b>&#60;i&#62;</b></p>',
  );
});

test("render escapes the title", () => {
  const shell = createPageShell({ ...inlineStyle("p { margin: 0; }"), formAction: "'none'" });
  expect(shell.render("</title><script>", html`<p></p>`)).toContain("<title>&#60;/title&#62;&#60;script&#62;</title>");
});

test("createPageShell allows the inline style and no other source", () => {
  const shell = createPageShell({ ...inlineStyle("main > p { margin: 0; }"), formAction: "'none'" });
  const style = /<style>(.*)<\/style>/s.exec(shell.render("Title", html`<p></p>`))?.[1] ?? "";
  const hash = createHash("sha256").update(style).digest("base64");
  expect(shell.headers["Content-Security-Policy"]).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  );
});
