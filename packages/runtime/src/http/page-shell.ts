import { createHash } from "node:crypto";
import { type Html, html } from "./html.ts";

export interface PageShellOptions {
  /** Elements of the head after the title: styles, scripts and icons. */
  head: Html;
  /** Content-Security-Policy directives for what `head` and the pages load; nothing else may load. */
  sources: string;
  /**
   * Where forms of the pages may be sent. Null if the response to a form redirects to other hosts: browsers apply the
   * directive to redirects too.
   */
  formAction: "'none'" | "'self'" | null;
}

export interface PageOptions {
  /** Language of the page (RFC 5646); English by default. */
  language?: string;
  /** Elements of the head before all others, for readers that stop early. */
  meta?: Html;
}

export interface PageShell {
  /** Headers of every page. Pages are neither stored nor indexed and send no referrer, as their address may hold a secret. */
  readonly headers: Readonly<
    Record<"Cache-Control" | "Content-Security-Policy" | "Referrer-Policy" | "X-Robots-Tag", string>
  >;
  /** Returns the whole document. */
  render(title: string, body: Html, options?: PageOptions): string;
}

const nothing = html``;

/** The document around the content of our own pages, and the policy that browsers apply to it. */
export function createPageShell({ head, sources, formAction }: PageShellOptions): PageShell {
  const forms = formAction === null ? "" : `form-action ${formAction}; `;
  return {
    headers: {
      "Cache-Control": "no-store",
      "Content-Security-Policy": `default-src 'none'; ${sources}; base-uri 'none'; ${forms}frame-ancestors 'none'`,
      "Referrer-Policy": "no-referrer",
      "X-Robots-Tag": "noindex",
    },
    render(title, body, { language = "en", meta = nothing } = {}) {
      const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
${meta}
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
