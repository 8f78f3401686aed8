import {
  type CachedLink,
  Problem,
  type ProblemCode,
  problemMediaType,
  problems,
  type RobotsPolicy,
  toProblemBody,
} from "@shunt/contracts";
import { pageSecurityHeaders, toProblemPage } from "./problem-page.ts";

const retryAfterSeconds = 2;

/**
 * A redirect, kept out of shared caches. A permanent one may stay in the visitor's browser for a short while, so that
 * an edited link is seen soon; every other is asked for anew and so is counted.
 */
export function toRedirect(
  { url, status, isIndexable }: Pick<CachedLink, "url" | "status" | "isIndexable">,
  requestId: string,
): Response {
  const headers: Record<string, string> = {
    Location: url,
    "Content-Length": "0",
    "Cache-Control": status === 301 || status === 308 ? "private, max-age=90" : "private, no-store",
    "X-Request-ID": requestId,
    "X-Content-Type-Options": "nosniff",
  };
  if (!isIndexable) headers["X-Robots-Tag"] = "noindex";
  return new Response(null, { status, headers });
}

/** What crawlers may do here (RFC 9309), kept by them for an hour. */
export function toRobots(policy: RobotsPolicy, requestId: string): Response {
  const headers = {
    "Content-Type": "text/plain; charset=utf-8",
    "Cache-Control": "public, max-age=3600",
    "X-Request-ID": requestId,
    "X-Content-Type-Options": "nosniff",
  };
  return new Response(`User-agent: *\n${policy === "allow" ? "Allow" : "Disallow"}: /\n`, { headers });
}

/**
 * An error: a page for people, problem details for programs.
 *
 * @param retryAfter seconds, for those that pass with time
 */
export function toProblem(
  code: ProblemCode,
  accept: string | undefined,
  requestId: string,
  retryAfter = retryAfterSeconds,
): Response {
  const { status } = problems[code];
  const headers = new Headers({
    "Cache-Control": "no-store",
    Vary: "Accept",
    "X-Request-ID": requestId,
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
  });
  if (status === 503 || status === 429) headers.set("Retry-After", String(retryAfter));
  if (status === 405) headers.set("Allow", "GET, HEAD");
  if (!accept?.includes("text/html")) {
    headers.set("Content-Type", problemMediaType);
    return new Response(JSON.stringify(toProblemBody(new Problem(code), requestId)), { status, headers });
  }
  headers.set("Content-Type", "text/html; charset=utf-8");
  for (const [name, value] of Object.entries(pageSecurityHeaders)) headers.set(name, value);
  return new Response(toProblemPage(code), { status, headers });
}
