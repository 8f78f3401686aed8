import type { RobotsPolicy } from "@shunt/contracts/cached";
import { Problem, type ProblemCode, problemMediaType, problems, toProblemBody } from "@shunt/contracts/problem";
import type { Target } from "@shunt/decision";
import { problemPageHeaders, toProblemPage } from "./problem-page.ts";

const retryAfterSeconds = 2;

/**
 * A redirect that shared caches must not store. By default, browsers may cache permanent redirects for 90 seconds, so that
 * edits take effect soon, and no temporary ones, so that every click is counted.
 */
export function toRedirect(target: Target, requestId: string): Response {
  const { url, status, isIndexable, cacheSeconds, referrerPolicy } = target;
  const headers: Record<string, string> = {
    Location: url,
    "Content-Length": "0",
    "Cache-Control": cacheSeconds === undefined ? defaultCacheControl(status) : toCacheControl(cacheSeconds),
    "X-Request-ID": requestId,
    "X-Content-Type-Options": "nosniff",
  };
  if (!isIndexable) headers["X-Robots-Tag"] = "noindex";
  if (referrerPolicy !== undefined) headers["Referrer-Policy"] = referrerPolicy;
  return new Response(null, { status, headers });
}

function defaultCacheControl(status: Target["status"]): string {
  return status === 301 || status === 308 ? "private, max-age=90" : "private, no-store";
}

function toCacheControl(seconds: number): string {
  return seconds === 0 ? "private, no-store" : `private, max-age=${seconds}`;
}

/** The robots.txt of a domain (RFC 9309). Crawlers may cache it for an hour. */
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
 * An error response: an HTML page if the client accepts HTML, else problem details (RFC 9457).
 *
 * @param retryAfter seconds, sent with 429 and 503
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
  for (const [name, value] of Object.entries(problemPageHeaders)) headers.set(name, value);
  return new Response(toProblemPage(code), { status, headers });
}
