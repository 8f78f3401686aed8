import { createHash } from "node:crypto";
import { type ProblemCode, problems } from "@shunt/contracts/problem";

/** What a person reads; nothing of the request is repeated here, so there is nothing to escape. */
const explanations: Partial<Record<ProblemCode, string>> = {
  "link-not-found": "Check the address for a typing error, or ask whoever gave it to you.",
  "link-expired": "It worked once, but its owner set an end to it.",
  "link-blocked": "Whoever runs this service has closed it, as it may do harm.",
  "rate-limited": "Too many short links that do not exist were opened from your network. Please try again in a minute.",
  "method-not-allowed": "A short link can only be opened.",
  internal: "It was not your doing. Please try again in a moment.",
  unavailable: "Please try again in a few seconds.",
};

const style = `
:root { color-scheme: light dark; }
body { margin: 0; min-height: 100vh; display: grid; place-content: center; text-align: center; padding: 2rem;
  box-sizing: border-box; font: 1.125rem/1.5 system-ui, sans-serif; background: Canvas; color: CanvasText; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 .75rem; }
p { margin: 0; opacity: .75; max-width: 32rem; }
.status { font-size: .875rem; letter-spacing: .1em; margin-bottom: 1rem; }
`;

export const pageSecurityHeaders = {
  "Content-Security-Policy": `default-src 'none'; style-src '${hashOf(style)}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  "Referrer-Policy": "no-referrer",
} as const;

/** A small page, whole in itself: no script, no picture, no other host. */
export function toProblemPage(code: ProblemCode): string {
  const { status, title } = problems[code];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
<p class="status">${status}</p>
<h1>${title}</h1>
<p>${explanations[code] ?? ""}</p>
</main>
</body>
</html>
`;
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
