import type { RobotsPolicy } from "@shunt/contracts/cached";
import type { DomainRules } from "@shunt/contracts/domains";
import { Problem, type ProblemCode, problemMediaType, problems, toProblemBody } from "@shunt/contracts/problem";
import { acceptsPage, type Target } from "@shunt/decision";
import { type Look, type Page, toLook } from "@shunt/pages";
import { renderFramePage } from "./pages/frame-page.ts";
import { pixel } from "./pages/pixel.ts";
import { type PreviewPage, renderPreviewPage } from "./pages/preview-page.ts";
import { type PageProblem, renderProblemPage } from "./pages/problem-page.ts";
import { renderUnsafePage, type UnsafePage } from "./pages/unsafe-page.ts";
import type { Reply } from "./send-reply.ts";

const defaultRetryAfterSeconds = 2;

/**
 * A redirect that shared caches must not store. By default, browsers may cache permanent redirects for 90 seconds, so that
 * edits take effect soon, and no temporary ones, so that every click is counted.
 */
export function toRedirect(target: Target, requestId: string): Reply {
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
  return { status, headers, body: null };
}

/** A destination in a frame under the short URL. */
export function toFrame({ url, isIndexable, referrerPolicy }: Target, title: string | null, requestId: string): Reply {
  const extra: Record<string, string> = { "Cache-Control": "private, no-store" };
  if (referrerPolicy !== undefined) extra["Referrer-Policy"] = referrerPolicy;
  const reply = toPage(renderFramePage({ url, title }), { status: 200, requestId, extra });
  if (!isIndexable) return reply;
  const { "X-Robots-Tag": _noindex, ...headers } = reply.headers;
  return { ...reply, headers };
}

function defaultCacheControl(status: Target["status"]): string {
  return status === 301 || status === 308 ? "private, max-age=90" : "private, no-store";
}

function toCacheControl(seconds: number): string {
  return seconds === 0 ? "private, no-store" : `private, max-age=${seconds}`;
}

/** The robots.txt of a domain (RFC 9309). */
export function toRobots(policy: RobotsPolicy, requestId: string): Reply {
  const text = `User-agent: *\n${policy === "allow" ? "Allow" : "Disallow"}: /\n`;
  return toFile(text, "text/plain; charset=utf-8", requestId);
}

/** A file that says which apps may open the links of a domain. Both stores require this media type. */
export function toAppFile(content: object, requestId: string): Reply {
  return toFile(JSON.stringify(content), "application/json", requestId);
}

/** A file for programs, which they may cache for an hour. */
function toFile(content: string, type: string, requestId: string): Reply {
  const headers = {
    "Content-Type": type,
    "Content-Length": String(Buffer.byteLength(content)),
    "Cache-Control": "public, max-age=3600",
    "X-Request-ID": requestId,
    "X-Content-Type-Options": "nosniff",
  };
  return { status: 200, headers, body: content };
}

/** The recipient of an error response. */
export interface Reader {
  accept: string | undefined;
  languages: string;
  /** Settings of the domain, which may brand its pages; null if the domain is unknown. */
  domainRules: DomainRules | null;
}

export interface ProblemReply {
  code: PageProblem;
  requestId: string;
  /** Sent with 429 and 503. */
  retryAfterSeconds?: number | undefined;
  /** Sent with 405. */
  allow?: string | undefined;
  /** Link of the page to the operator. */
  contactUrl?: string | undefined;
}

/** Of a 401 (RFC 9110, 15.5.2): a ticket is a bearer token. Browsers open no dialog for this scheme. */
const challenge = 'Bearer realm="short link"';

/** An error response: an HTML page if the client accepts HTML, else problem details (RFC 9457). */
export function toProblem(reply: ProblemReply, reader: Reader): Reply {
  return toRefusal(reply, reader, look => renderProblemPage(look, reply.code, reply.contactUrl));
}

/** Like `toProblem`, with another page. */
export function toRefusal(
  {
    code,
    requestId,
    retryAfterSeconds = defaultRetryAfterSeconds,
    allow,
  }: Omit<ProblemReply, "code" | "contactUrl"> & { code: ProblemCode },
  { accept, languages, domainRules }: Reader,
  render: (look: Look) => Page,
): Reply {
  const { status } = problems[code];
  const extra: Record<string, string> = {};
  if (status === 503 || status === 429) extra["Retry-After"] = String(retryAfterSeconds);
  if (status === 401) extra["WWW-Authenticate"] = challenge;
  if (allow !== undefined) extra.Allow = allow;
  if (acceptsPage({ accept })) {
    return toPage(render(toLook(languages, domainRules)), { status, requestId, extra });
  }
  return toProblemDetails(code, requestId, extra);
}

/** The warning of an unsafe link: a page if the client accepts HTML, else problem details. */
export function toWarning(warning: UnsafePage, requestId: string, { accept, languages, domainRules }: Reader): Reply {
  if (acceptsPage({ accept })) {
    return toPage(renderUnsafePage(toLook(languages, domainRules), warning), { status: 200, requestId });
  }
  return toProblemDetails("link-unsafe", requestId);
}

function toProblemDetails(code: ProblemCode, requestId: string, extra: Readonly<Record<string, string>> = {}): Reply {
  const headers = { ...commonHeaders(requestId), "Content-Type": problemMediaType, Vary: "Accept", ...extra };
  const body = toProblemBody(new Problem(code), requestId);
  return { status: problems[code].status, headers, body: JSON.stringify(body) };
}

/** The preview of a link: a page if the client accepts HTML, else JSON. */
export function toPreview(preview: PreviewPage, requestId: string, { accept, languages, domainRules }: Reader): Reply {
  if (acceptsPage({ accept })) {
    return toPage(renderPreviewPage(toLook(languages, domainRules), preview), { status: 200, requestId });
  }
  const { shortUrl, destination, facts } = preview;
  const body = {
    short_url: shortUrl,
    destination,
    depends_on_visitor: destination === null,
    title: facts.title,
    created_at: facts.createdAt,
    destination_changed_at: facts.destinationChangedAt,
  };
  const headers = { ...commonHeaders(requestId), "Content-Type": "application/json", Vary: "Accept" };
  return { status: 200, headers, body: JSON.stringify(body) };
}

/** The tracking pixel of a link. Mails and pages of any site may show it. */
export function toPixel(requestId: string): Reply {
  const headers = {
    ...commonHeaders(requestId),
    "Content-Type": "image/gif",
    "Content-Length": String(pixel.length),
    "Cross-Origin-Resource-Policy": "cross-origin",
  };
  return { status: 200, headers, body: pixel };
}

interface PageReply {
  status: number;
  requestId: string;
  extra?: Readonly<Record<string, string>>;
}

/** A reply with a page. */
export function toPage(page: Page, { status, requestId, extra }: PageReply): Reply {
  return { status, headers: { ...commonHeaders(requestId), ...page.headers, ...extra }, body: page.markup };
}

function commonHeaders(requestId: string): Record<string, string> {
  return {
    "Cache-Control": "no-store",
    "X-Request-ID": requestId,
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
  };
}
