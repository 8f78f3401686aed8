import type { Page } from "@shunt/pages";
import { createPageShell, html, inlineStyle } from "@shunt/runtime";

export interface FramePage {
  url: string;
  /** Null for the host of the URL. */
  title: string | null;
}

const style = inlineStyle("html, body, iframe { margin: 0; border: 0; width: 100%; height: 100%; display: block; }");

/** Shows a destination in a frame under the short URL. The frame may load pages of its origin only. */
export function renderFramePage({ url, title }: FramePage): Page {
  const { origin, host } = new URL(url);
  const sources = `${style.sources}; frame-src ${origin}`;
  const { headers, render } = createPageShell({ head: style.head, sources, formAction: "'none'" });
  const name = title ?? host;
  return {
    headers: { ...headers, "Content-Type": "text/html; charset=utf-8", Vary: "Accept, Sec-Fetch-Dest" },
    markup: render(name, html`<iframe src="${url}" title="${name}" allow="fullscreen"></iframe>`),
  };
}
