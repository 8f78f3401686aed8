import { type Look, type Page, renderPage } from "@shunt/pages";
import { html } from "@shunt/runtime";

/**
 * Offers to open an app, without a script: browsers do not say whether the app is there.
 *
 * @param app URL with the scheme of the app
 * @param fallback for visitors without the app
 */
export function renderAppPage(look: Look, app: string, fallback: string): Page {
  const { title, text, submit, decline } = look.messages.app;
  const content = html`<h1>${title}</h1>
<p>${text}</p>
<a class="button" href="${app}" rel="noreferrer">${submit}</a>
<p><a href="${fallback}" rel="noreferrer">${decline}</a></p>`;
  return renderPage(look, { title, content });
}
