import { createPageShell, type Html, html, inlineStyle } from "@shunt/runtime";
import type { Response } from "express";

const shell = createPageShell({
  ...inlineStyle(`
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
input, select, textarea { font: inherit; width: 100%; padding: .625rem .75rem; color: inherit; background: Field;
  border: 1px solid var(--line); border-radius: .5rem; }
[role="alert"] { opacity: 1; color: light-dark(#b3261e, #ff9d94); }
button { font: inherit; font-weight: 600; margin-top: .5rem; padding: .625rem 1rem; cursor: pointer; border: 0;
  border-radius: .5rem; background: light-dark(#1f4fd1, #9db8ff); color: light-dark(#fff, #0b1a3f); }
:focus-visible { outline: 3px solid light-dark(#1f4fd1, #9db8ff); outline-offset: 2px; }
`),
  formAction: "'self'",
});

/**
 * Sends a self-contained page without scripts, images or requests to other hosts, with the status of `res`.
 *
 * @param referrerPolicy `no-referrer` by default, because the URL of the page may contain a secret
 */
export function sendPage(
  res: Response,
  title: string,
  content: Html,
  referrerPolicy: "no-referrer" | "same-origin" = "no-referrer",
): void {
  const body = html`<main>
<h1>${title}</h1>
${content}
</main>`;
  res
    .set({ ...shell.headers, "Referrer-Policy": referrerPolicy })
    .type("html")
    .send(shell.render(title, body));
}
