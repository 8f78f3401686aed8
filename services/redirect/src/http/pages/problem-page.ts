import { type ProblemCode, problems } from "@shunt/contracts/problem";
import { en, type Look, type Page, renderOnce } from "@shunt/pages";
import { html } from "@shunt/runtime";

/** Problems with a page. */
export type PageProblem = keyof typeof en.problems & ProblemCode;

export function isPageProblem(code: ProblemCode): code is PageProblem {
  return Object.hasOwn(en.problems, code);
}

/**
 * The page of an error, without anything from the request.
 *
 * @param contactUrl where visitors reach the operator; undefined for no such link
 */
export function renderProblemPage(look: Look, code: PageProblem, contactUrl?: string): Page {
  return renderOnce(look, `${code} ${contactUrl ?? ""}`, () => {
    const { title, text } = look.messages.problems[code];
    const contact =
      contactUrl === undefined
        ? html``
        : html`
<p><a href="${contactUrl}" rel="noreferrer">${look.messages.contact}</a></p>`;
    const content = html`<p class="status">${String(problems[code].status)}</p>
<h1>${title}</h1>
<p>${text}</p>${contact}`;
    return { title, content };
  });
}
