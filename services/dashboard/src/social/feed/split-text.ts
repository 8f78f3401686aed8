import type { PostLink } from "@shunt/contracts/social";

export type Part = string | PostLink;

/** A character that would continue a URL. */
const urlCharacter = /[\p{L}\p{N}/?#=&%_~+-]/u;

/** Splits the text of a post into plain text and its links, which are in the order of the text. */
export function splitText(content: string, links: readonly PostLink[]): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const link of links) {
    const at = findUrl(content, link.url, from);
    if (at === -1) continue;
    if (at > from) parts.push(content.slice(from, at));
    parts.push(link);
    from = at + link.url.length;
  }
  if (from < content.length) parts.push(content.slice(from));
  return parts;
}

/** Where the URL stands as a whole. A link that was deleted may leave a longer URL that begins alike before it. */
function findUrl(content: string, url: string, from: number): number {
  const first = content.indexOf(url, from);
  for (let at = first; at !== -1; at = content.indexOf(url, at + 1)) {
    if (!urlCharacter.test(content.charAt(at + url.length))) return at;
  }
  return first;
}
