import type { CachedDomain, CachedLink } from "@shunt/contracts/cached";
import type { ForwardPath } from "@shunt/contracts/links";
import type { Behaviour } from "../behaviour.ts";
import type { Target } from "../target.ts";
import type { ExtraPath } from "../visit-facts.ts";
import { addVisitorParts } from "./add-visitor-parts.ts";
import { fillSegments } from "./placeholders.ts";
import { cutUrl, hasHost, joinUrl, percentEncode } from "./url-parts.ts";

/**
 * Whether a path behind a code can be forwarded. Empty segments, dot segments, and encoded slashes, backslashes and control
 * characters could lead to another path or host than the owner of the link chose.
 */
export function isForwardable(path: string): boolean {
  const segments = path.split("/");
  // A slash at the end is part of the path.
  if (segments.length > 1 && segments.at(-1) === "") segments.pop();
  return segments.every(segment => segment !== "" && !refused.test(segment) && !dots.test(segment));
}

const refused = /%(?:2f|5c|[01][\da-f]|7f)|\\/i;
const dots = /^(?:\.|%2e){1,2}$/i;

/** Whether the link answers visits with segments behind its code. */
export function takesExtraPath(link: WithRules, domain: WithRules, { isWildcard }: ExtraPath): boolean {
  return isWildcard || forwardPathOf(link, domain) !== "not_found";
}

type WithRules = Pick<CachedLink, "rules"> | Pick<CachedDomain, "rules">;

function forwardPathOf(link: WithRules, domain: WithRules): ForwardPath {
  return link.rules?.forward_path ?? domain.rules?.forward_path ?? "not_found";
}

/** The destination of a link with the segments behind its code, as `takesExtraPath` accepts them. */
export function addExtraPath(target: Target, extra: ExtraPath, link: WithRules, domain: WithRules): Target {
  if (extra.isWildcard) return fillSegments(target, extra);
  return forwardPathOf(link, domain) === "append" ? appendExtraPath(target, extra) : target;
}

/** Appends the segments behind the code to the path of the destination. */
export function compileForwardPath(forwarding: ForwardPath): Behaviour {
  if (forwarding !== "append") return {};
  return {
    finish: (target, { visit: { extra } }) =>
      extra === null || extra.isWildcard ? target : appendExtraPath(target, extra),
  };
}

function appendExtraPath(target: Target, { path }: ExtraPath): Target {
  return hasHost(target.url) ? addVisitorParts(target, appendPath(target.url, path)) : target;
}

/** @param path that `isForwardable` accepts */
export function appendPath(url: string, path: string): string {
  const parts = cutUrl(url);
  const slash = parts.base.endsWith("/") ? "" : "/";
  return joinUrl({ ...parts, base: `${parts.base}${slash}${percentEncode(path, notInPath)}` });
}

/** Characters that a path cannot contain (RFC 3986, 3.3), and percent signs that encode nothing. */
const notInPath = /%(?![\da-f]{2})|[^\w.~!$&'()*+,;=:@%/-]/giu;
