import { createHash } from "node:crypto";
import type { Response } from "express";

/** Markup that may be sent as it is. Only `html` makes it. */
export interface Html {
  readonly markup: string;
}

/** Markup with values in it, which are escaped unless they are markup themselves. */
export function html(parts: TemplateStringsArray, ...values: readonly (string | Html)[]): Html {
  const texts = values.map(value => (typeof value === "string" ? escapeHtml(value) : value.markup));
  return { markup: String.raw({ raw: parts }, ...texts) };
}

const style = html`
:root { color-scheme: light dark; --line: color-mix(in srgb, CanvasText 25%, Canvas); }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 2rem 1rem;
  font: 1.0625rem/1.5 system-ui, sans-serif; background: Canvas; color: CanvasText; }
main { width: 100%; max-width: 27rem; padding: 2rem; border: 1px solid var(--line); border-radius: .75rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .75rem; }
p { margin: 0; opacity: .8; }
p:empty { display: none; }
form { margin-top: 1.5rem; display: grid; gap: .5rem; }
label { font-weight: 600; }
input { font: inherit; width: 100%; padding: .625rem .75rem; color: inherit; background: Field;
  border: 1px solid var(--line); border-radius: .5rem; }
[role="alert"] { opacity: 1; color: light-dark(#b3261e, #ff9d94); }
button { font: inherit; font-weight: 600; margin-top: .5rem; padding: .625rem 1rem; cursor: pointer; border: 0;
  border-radius: .5rem; background: light-dark(#1f4fd1, #9db8ff); color: light-dark(#fff, #0b1a3f); }
:focus-visible { outline: 3px solid light-dark(#1f4fd1, #9db8ff); outline-offset: 2px; }
`;

const styleHash = createHash("sha256").update(style.markup).digest("base64");

const headers = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
  "X-Robots-Tag": "noindex",
};

/**
 * A small page, whole in itself: no script, no picture, no other host. With the status that `res` has.
 *
 * @param referrerPolicy by default none is sent, as the address of the page may hold a secret
 */
export function sendPage(
  res: Response,
  title: string,
  content: Html,
  referrerPolicy: "no-referrer" | "same-origin" = "no-referrer",
): void {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`;
  res
    .set({ ...headers, "Referrer-Policy": referrerPolicy })
    .type("html")
    .send(page.markup);
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
