import { type ProblemCode, problems } from "@shunt/contracts/problem";
import { createPageShell, html, inlineStyle } from "@shunt/runtime";

/** What the page says below the title. */
const explanations: Partial<Record<ProblemCode, string>> = {
  "link-not-found": "Check the address for a typing error, or ask whoever gave it to you.",
  "link-expired": "It worked once, but its owner set an end to it.",
  "link-blocked": "Whoever runs this service has closed it, as it may do harm.",
  "rate-limited": "Too many short links that do not exist were opened from your network. Please try again in a minute.",
  "method-not-allowed": "A short link can only be opened.",
  internal: "It was not your doing. Please try again in a moment.",
  unavailable: "Please try again in a few seconds.",
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

/** A self-contained page: no script, no image, no other host. Nothing of the request is in it, so each is rendered once. */
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
