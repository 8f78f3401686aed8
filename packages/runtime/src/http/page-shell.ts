import { createHash } from "node:crypto";
import { type Html, html } from "./html.ts";

export interface PageShellOptions {
  /** Elements of the head after the title: styles, scripts and icons. */
  head: Html;
  /** Content-Security-Policy directives for what `head` and the pages load; nothing else may load. */
  sources: string;
  /** Where forms of the pages may be sent. */
  formAction: "'none'" | "'self'";
}

export interface PageShell {
  /** Headers of every page. Pages are neither stored nor indexed and send no referrer, as their address may hold a secret. */
  readonly headers: Readonly<
    Record<"Cache-Control" | "Content-Security-Policy" | "Referrer-Policy" | "X-Robots-Tag", string>
  >;
  /** Returns the whole document. */
  render(title: string, body: Html): string;
}

/** The document around the content of our own pages, and the policy that browsers apply to it. */
export function createPageShell({ head, sources, formAction }: PageShellOptions): PageShell {
  return {
    headers: {
      "Cache-Control": "no-store",
      "Content-Security-Policy": `default-src 'none'; ${sources}; base-uri 'none'; form-action ${formAction}; frame-ancestors 'none'`,
      "Referrer-Policy": "no-referrer",
      "X-Robots-Tag": "noindex",
    },
    render(title, body) {
      const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${head}
</head>
<body>
${body}
</body>
</html>
`;
      return page.markup;
    },
  };
}

/** A style element with `css`, and the policy that allows it by its hash. `css` must be a constant: it is not escaped. */
export function inlineStyle(css: string): Pick<PageShellOptions, "head" | "sources"> {
  const hash = createHash("sha256").update(css).digest("base64");
  return { head: { markup: `<style>${css}</style>` }, sources: `style-src 'sha256-${hash}'` };
}
