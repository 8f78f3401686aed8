import { type ProblemCode, problems } from "@shunt/contracts/problem";
import { html } from "@shunt/runtime";
import { type Look, type Page, renderOnce } from "./look.ts";
import { en } from "./messages/en.ts";

/** Problems with a page. */
export type PageProblem = keyof typeof en.problems & ProblemCode;

export function isPageProblem(code: ProblemCode): code is PageProblem {
  return Object.hasOwn(en.problems, code);
}

/** The page of an error, without anything from the request. */
export function renderProblemPage(look: Look, code: PageProblem): Page {
  return renderOnce(look, code, () => {
    const { title, text } = look.messages.problems[code];
    const content = html`<p class="status">${String(problems[code].status)}</p>
<h1>${title}</h1>
<p>${text}</p>`;
    return { title, content };
  });
}
