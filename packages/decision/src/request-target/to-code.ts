import type { CachedDomain } from "@shunt/contracts/cached";
import { foldCode, isShortCode, readPastedCodes } from "@shunt/contracts/links";
import { rootCode } from "../visit-facts.ts";

/**
 * Parses the code of a request target, without punctuation pasted after it. Returns `rootCode` for the root, and
 * undefined if the target is not a valid code.
 *
 * @param target origin-form or absolute-form (RFC 9112, 3.2)
 */
export function toCode(target: string): string | undefined {
  const path = toPath(target);
  if (path === "/") return rootCode;
  const text = path.slice(1);
  return isShortCode(text) ? text : toPastedCodes(path)[0];
}

/** Returns the codes that a target may mean if no link has the one that `toCode` returns. */
export function toOtherCodes(target: string): readonly string[] {
  return toPastedCodes(toPath(target)).slice(1);
}

function toPastedCodes(path: string): readonly string[] {
  return path === "" ? [] : readPastedCodes(path.slice(1)).map(code => (code === "" ? rootCode : code));
}

/** The code as links of the domain have it. */
export function toCodeOn({ isCaseSensitive }: Pick<CachedDomain, "isCaseSensitive">, code: string): string {
  return isCaseSensitive ? code : foldCode(code);
}

/** The authority of an absolute-form target, which takes precedence over `Host` (RFC 9112, 3.2.2). */
export function toTargetHost(target: string): string | undefined {
  return absolute.exec(target)?.[1];
}

const absolute = /^https?:\/\/(?:[^/?#@]*@)?([^/?#@]+)/i;

/** The path of a target, without its query; empty for a malformed target. */
export function toPath(target: string): string {
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
