/** The shell, the texts and the choice of language of the pages that visitors see, in the redirect and in management. */
export { type PageForm, renderForm } from "./form.ts";
export { type Look, type Page, renderOnce, renderPage, toLook } from "./look.ts";
export { en, type Messages } from "./messages/en.ts";
