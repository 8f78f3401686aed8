import type { PagePreview } from "@shunt/contracts/links";
import { TargetUrl } from "@shunt/contracts/values";
import { Parser } from "htmlparser2";

export const maxTitleLength = 500;
const maxDescriptionLength = 1_000;

/**
 * What a page says of itself, as plain text that can be stored.
 *
 * @param url where it was found
 */
export function readPage(html: string, isXml: boolean, url: string): PagePreview {
  const { title, meta } = readHead(html, isXml);
  const firstOf = (texts: readonly (string | undefined)[], maxLength: number) =>
    texts.map(text => toPlainText(text ?? "", maxLength)).find(isText) ?? null;
  return {
    url,
    title: firstOf([title, meta.get("og:title"), meta.get("twitter:title")], maxTitleLength),
    description: firstOf([meta.get("description"), meta.get("og:description")], maxDescriptionLength),
    image: toImage(meta.get("og:image"), url),
  };
}

/** Deeper ones are not written by people, and closing what was never opened takes time by the depth. */
const maxDepth = 200;

interface Head {
  title: string | undefined;
  /** By name or property in lower case; of several the first. */
  meta: ReadonlyMap<string, string>;
}

/** Reads as far as the body: what stands there may have been written by any visitor. */
function readHead(html: string, isXml: boolean): Head {
  const meta = new Map<string, string>();
  let title: string | undefined;
  let isInTitle = false;
  let depth = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth++;
        if (name === "body" || depth > maxDepth) parser.pause();
        if (name === "title") isInTitle = title === undefined;
        const key = (attributes.property ?? attributes.name)?.toLowerCase();
        if (name === "meta" && key !== undefined && !meta.has(key)) meta.set(key, attributes.content ?? "");
      },
      ontext(text) {
        if (isInTitle) title = (title ?? "") + text;
      },
      onclosetag(name) {
        depth--;
        if (name === "title") isInTitle = false;
      },
    },
    { recognizeSelfClosing: isXml, recognizeCDATA: isXml },
  );
  parser.end(html);
  return { title, meta };
}

/** White space and control characters become single spaces; what is too long ends with a whole character. */
function toPlainText(text: string, maxLength: number): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, " ").trim();
  return line
    .slice(0, maxLength)
    .replace(/[\ud800-\udbff]$/, "")
    .trimEnd();
}

/** Whether there is anything to see in it. */
function isText(text: string): boolean {
  return /[^\p{C}\p{Z}\ufffd]/u.test(text);
}

/** As browsers will ask for it: only what a link could lead to as well. */
function toImage(image: string | undefined, base: string): string | null {
  const url = image ? URL.parse(image, base) : null;
  return TargetUrl.safeParse(url?.href).data ?? null;
}
