import { fieldProblem, Problem } from "@shunt/contracts/problem";
import { maxLinksOfPost } from "@shunt/contracts/social";
import { TargetUrl } from "@shunt/contracts/values";
import { LinkifyIt } from "linkify-it";
import { cutBehindUrl, trimUrl } from "./url-end.ts";

export interface FoundUrl {
  /** As written in the text. */
  text: string;
  /** The normalised URL. */
  target: string;
}

/** Matches URLs with user name and password as a whole, so that they can be refused. */
const linkify = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: false, urlAuth: true });
// `cutBehindUrl` decides where a URL with non-ASCII characters ends; the library would end it at any punctuation mark,
// such as – in a page's name.
linkify.re.get_path_extra = () => /[\u0080-\uffff]|/;

/**
 * Returns the distinct http(s) URLs in order. A scheme starts a URL after any character: Chinese and Japanese use no
 * space there, and Markdown puts its markup there. Brackets, quotation marks and invisible characters around a URL are
 * not part of it; balanced brackets inside it are.
 *
 * @throws Problem "target-refused" that names a URL that is not allowed, "validation-failed" for too many
 */
export function findUrls(content: string): FoundUrl[] {
  const texts = [...new Set(matchUrls(content))];
  if (texts.length > maxLinksOfPost)
    throw fieldProblem("/content", `must not contain more than ${maxLinksOfPost} URLs`);
  return texts.map(text => ({ text, target: toTarget(text) }));
}

function matchUrls(content: string): string[] {
  const scheme = /(https?:)\/\//gi;
  const urls: string[] = [];
  for (let match = scheme.exec(content); match; match = scheme.exec(content)) {
    const [slashed, name = ""] = match;
    const before = content[match.index - 1] ?? "";
    const url = matchUrl(cutBehindUrl(content.slice(match.index), slashed.length, before), name, before);
    if (url === undefined) continue;
    urls.push(url);
    scheme.lastIndex = match.index + url.length;
  }
  return urls;
}

/** The URL at the start of a text. Trimming can expose further punctuation, so it repeats. */
function matchUrl(text: string, scheme: string, before: string): string | undefined {
  for (let candidate = text; ; ) {
    const length = linkify.testSchemaAt(candidate, scheme, scheme.length);
    if (length === 0) return undefined;
    const url = candidate.slice(0, scheme.length + length);
    candidate = trimUrl(url, before);
    if (candidate === url) return url;
  }
}

function toTarget(text: string): string {
  const target = TargetUrl.safeParse(text);
  if (target.success) return target.data;
  throw new Problem("target-refused", `${text} ${target.error.issues[0]?.message}`);
}
