import { type Look, type Page, type PageForm, renderForm, renderPage } from "@shunt/pages";
import { html } from "@shunt/runtime";

export interface UnsafePage {
  /** Host of the destination; null if not every visitor may see it. */
  host: string | null;
  /** Opens the link all the same. */
  form: PageForm;
  /** Page with the form for reports. */
  reportUrl: string;
}

/** Warns of a link that is marked as unsafe. */
export function renderUnsafePage(look: Look, { host, form, reportUrl }: UnsafePage): Page {
  const { unsafe } = look.messages;
  const destination = host === null ? html`` : html`<p>${unsafe.destination} <bdi class="url">${host}</bdi></p>\n`;
  const content = html`<h1>${unsafe.title}</h1>
<p>${unsafe.text}</p>
${destination}<p class="alert">${unsafe.advice}</p>
<p><a href="${reportUrl}" rel="noreferrer">${look.messages.report.link}</a></p>
${renderForm(form, html`<button class="quiet">${unsafe.submit}</button>`)}`;
  return renderPage(look, { title: unsafe.title, content, forms: "anywhere" });
}
