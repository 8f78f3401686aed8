import { Problem, type ProblemCode, problemMediaType, problems, toProblemBody } from "@shunt/contracts";
import { pageSecurityHeaders, toProblemPage } from "./problem-page.ts";

const retryAfterSeconds = "2";

/**
 * A redirect, kept out of shared caches. A permanent one may stay in the visitor's browser for a short while, so that
 * an edited link is seen soon; every other is asked for anew and so is counted.
 */
export function toRedirect(url: string, status: 301 | 302 | 307 | 308, requestId: string): Response {
  const isPermanent = status === 301 || status === 308;
  return new Response(null, {
    status,
    headers: {
      Location: url,
      "Content-Length": "0",
      "Cache-Control": isPermanent ? "private, max-age=90" : "private, no-store",
      "X-Request-ID": requestId,
      "X-Robots-Tag": "noindex",
      "X-Content-Type-Options": "nosniff",
    },
  });
}

/** An error: a page for people, problem details for programs. */
export function toProblem(code: ProblemCode, accept: string | undefined, requestId: string): Response {
  const { status } = problems[code];
  const headers = new Headers({
    "Cache-Control": "no-store",
    Vary: "Accept",
    "X-Request-ID": requestId,
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
  });
  if (status === 503) headers.set("Retry-After", retryAfterSeconds);
  if (status === 405) headers.set("Allow", "GET, HEAD");
  if (!accept?.includes("text/html")) {
    headers.set("Content-Type", problemMediaType);
    return new Response(JSON.stringify(toProblemBody(new Problem(code), requestId)), { status, headers });
  }
  headers.set("Content-Type", "text/html; charset=utf-8");
  for (const [name, value] of Object.entries(pageSecurityHeaders)) headers.set(name, value);
  return new Response(toProblemPage(code), { status, headers });
}
