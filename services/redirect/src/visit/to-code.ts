import { isShortCode, readPastedCode } from "@shunt/contracts";

/** What the root of a domain is called where codes stand. */
export const rootCode = "";

/**
 * The code that a request target means, without what was left behind it; `rootCode` for the root, undefined when there is
 * none. Decided before any look-up.
 *
 * @param target origin-form or absolute-form (RFC 9112, 3.2)
 */
export function toCode(target: string): string | undefined {
  const path = toPath(target);
  if (path === "/") return rootCode;
  const text = path.slice(1);
  if (isShortCode(text)) return text;
  return path === "" ? undefined : readPastedCode(text);
}

/** What crawlers ask for before anything else (RFC 9309, 2.3). */
export function isRobotsFile(target = ""): boolean {
  return toPath(target) === "/robots.txt";
}

/** The authority of an absolute-form target, which takes precedence over `Host` (RFC 9112, 3.2.2). */
export function toTargetHost(target: string): string | undefined {
  return absolute.exec(target)?.[1];
}

const absolute = /^https?:\/\/(?:[^/?#@]*@)?([^/?#@]+)/i;

function toPath(target: string): string {
  const path = target.startsWith("/") ? target : toAbsolutePath(target);
  const end = path.indexOf("?");
  return end < 0 ? path : path.slice(0, end);
}

function toAbsolutePath(target: string): string {
  const origin = absolute.exec(target)?.[0];
  if (origin === undefined) return "";
  const path = target.slice(origin.length);
  return path.startsWith("/") ? path : `/${path}`;
}
