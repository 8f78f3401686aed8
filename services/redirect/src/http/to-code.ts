import { isShortCode, stripPastedPunctuation } from "@shunt/contracts";

/** What the root of a domain is called where codes stand. */
export const rootCode = "";

/**
 * The code that a request target means, without what was pasted behind it; `rootCode` for the root, undefined when there
 * is none. Judged before anything is looked up.
 *
 * @param target origin-form or absolute-form (RFC 9112, 3.2)
 */
export function toCode(target: string): string | undefined {
  const path = toPath(target);
  if (path === "/") return rootCode;
  const text = path.slice(1);
  if (isShortCode(text)) return text;
  const stripped = stripPastedPunctuation(decode(text));
  return isShortCode(stripped) ? stripped : undefined;
}

/** What crawlers ask for before anything else (RFC 9309, 2.3). */
export function isRobotsFile(target = ""): boolean {
  return toPath(target) === "/robots.txt";
}

function toPath(target: string): string {
  if (!target.startsWith("/")) return URL.parse(target)?.pathname ?? "";
  const end = target.indexOf("?");
  return end < 0 ? target : target.slice(0, end);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
