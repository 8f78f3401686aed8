import { type ProblemCode, problems } from "@shunt/contracts/problem";
import { createPageShell, html, inlineStyle } from "@shunt/runtime";

const explanations: Partial<Record<ProblemCode, string>> = {
  "malformed-request": "Check the address for typing errors, or ask the person who sent it to you for the full link.",
  "link-not-found": "Check the address for typing errors, or ask the person who sent it to you for the right link.",
  "link-expired": "Its owner set an end date that has passed. Ask the person who sent it to you for a new link.",
  "link-blocked": "The operator of this service blocked it because it may be harmful.",
  "rate-limited": "Your network opened too many short links that do not exist. Please try again in a minute.",
  "method-not-allowed": "Short links only accept GET and HEAD requests. Open the link in a browser.",
  internal: "This is not your fault. Please try again in a moment.",
  unavailable: "The service cannot look up links right now. Please try again in a few seconds.",
};

const shell = createPageShell({
  ...inlineStyle(`
:root { color-scheme: light dark; }
body { margin: 0; min-height: 100vh; display: grid; place-content: center; text-align: center; padding: 2rem;
  box-sizing: border-box; font: 1.125rem/1.5 system-ui, sans-serif; background: Canvas; color: CanvasText; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 .75rem; }
p { margin: 0; opacity: .75; max-width: 32rem; }
.status { font-size: .875rem; letter-spacing: .1em; margin-bottom: 1rem; }
`),
  formAction: "'none'",
});
const pages = new Map<ProblemCode, string>();

export const problemPageHeaders = shell.headers;

/** A self-contained page without anything from the request, so each page is rendered once. */
export function toProblemPage(code: ProblemCode): string {
  const page = pages.get(code) ?? renderPage(code);
  pages.set(code, page);
  return page;
}

function renderPage(code: ProblemCode): string {
  const { status, title } = problems[code];
  return shell.render(
    title,
    html`<main>
<p class="status">${String(status)}</p>
<h1>${title}</h1>
<p>${explanations[code] ?? ""}</p>
</main>`,
  );
}
