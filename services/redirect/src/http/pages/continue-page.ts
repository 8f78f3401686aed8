import { type Look, type Page, type PageForm, renderForm, renderPage } from "@shunt/pages";
import { html } from "@shunt/runtime";

/** Asks a person to continue to a link with a limit, which programs that load pages do not. */
export function renderContinuePage(look: Look, form: PageForm): Page {
  const { title, text, submit } = look.messages.continue;
  const content = html`<h1>${title}</h1>
<p>${text}</p>
${renderForm(form, html`<button>${submit}</button>`)}`;
  return renderPage(look, { title, content, forms: "anywhere" });
}
