import type { PagePreview } from "@shunt/contracts/links";
import { TargetUrl } from "@shunt/contracts/values";
import { Parser } from "htmlparser2";

const maxTitleLength = 500;
const maxDescriptionLength = 1_000;

/** @param url of the page, to resolve the URL of the image */
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

/** Real pages stay below, and the parser's time per closing tag grows with the depth. */
const maxDepth = 200;

interface Head {
  title: string | undefined;
  /** By lower-case name or property; the first of several. */
  meta: ReadonlyMap<string, string>;
}

/** Stops at the body, which may contain text of the page's visitors. */
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

/** Cuts long text without splitting a character. */
function toPlainText(text: string, maxLength: number): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, " ").trim();
  return line
    .slice(0, maxLength)
    .replace(/[\ud800-\udbff]$/, "")
    .trimEnd();
}

/** Whether a character is visible. */
function isText(text: string): boolean {
  return /[^\p{C}\p{Z}\ufffd]/u.test(text);
}

/** Null if links may not lead to the image. */
function toImage(image: string | undefined, base: string): string | null {
  const url = image ? URL.parse(image, base) : null;
  return TargetUrl.safeParse(url?.href).data ?? null;
}
