import { type Look, type Page, type PageForm, renderForm, renderPage } from "@shunt/pages";
import { html } from "@shunt/runtime";

export interface LockedPage {
  /** Sent with the field `password`. */
  form: PageForm;
  /** Why the last attempt failed; null for the first one. */
  failure: "wrong" | "expired" | null;
}

/** Asks for the password of a link. */
export function renderLockedPage(look: Look, { form, failure }: LockedPage): Page {
  const { locked } = look.messages;
  const alert = failure === null ? html`` : html`<p class="alert" id="failure" role="alert">${locked[failure]}</p>\n`;
  const state = failure === null ? html`` : html` aria-invalid="true" aria-describedby="failure"`;
  const fields = html`<label for="password">${locked.label}</label>
<input id="password" name="password" type="password" required maxlength="1000" autocomplete="off" autofocus${state}>
<button>${locked.submit}</button>`;
  const content = html`<h1>${locked.title}</h1>
<p>${locked.text}</p>
${alert}${renderForm(form, fields)}`;
  return renderPage(look, { title: locked.title, content, forms: "anywhere" });
}
