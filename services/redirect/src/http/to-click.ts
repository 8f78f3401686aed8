import type { IncomingMessage } from "node:http";
import { aheadOf, type Click, clickFieldLimits, purposes } from "@shunt/contracts";

/** The parts of a request that a click is made of. */
type Visit = Pick<IncomingMessage, "headers" | "url" | "method"> & { socket: { destroyed: boolean } };

/** What the edge takes down of a visit. Every field is cut to its limit, so that no visitor decides how large a click is. */
export function toClick(
  { headers, url = "", method, socket }: Visit,
  visit: Pick<Click, "linkId" | "at" | "ip" | "destination" | "missed">,
): Click {
  return {
    linkId: visit.linkId,
    at: visit.at,
    ip: cut(visit.ip, clickFieldLimits.ip),
    userAgent: cut(headers["user-agent"] ?? "", clickFieldLimits.userAgent),
    referrer: cut(headers.referer ?? "", clickFieldLimits.referrer),
    language: cut(headers["accept-language"] ?? "", clickFieldLimits.language),
    marks: cut(toMarks(url), clickFieldLimits.marks),
    purpose: cut(toPurpose(headers, method, socket.destroyed), clickFieldLimits.purpose),
    destination: visit.destination,
    missed: visit.missed,
  };
}

function cut(value: string, limit: number): string {
  return value.length > limit ? value.slice(0, limit) : value;
}

/** Of the visited URL's query only the analytics marks: the rest is none of our business. */
function toMarks(url: string): string {
  const start = url.indexOf("?");
  if (start < 0) return "";
  const marks = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(url.slice(start + 1))) {
    if (name === "qr" || name.startsWith("utm_")) marks.append(name, value);
  }
  return marks.toString();
}

function toPurpose(headers: IncomingMessage["headers"], method: string | undefined, isAborted: boolean): string {
  const ahead = toAhead(headers);
  const isOptOut = headers["sec-gpc"] === "1" || headers.dnt === "1";
  // Most visits have none of it.
  if (ahead === undefined && !isOptOut && !isAborted && method !== "HEAD") return "";
  const own = [isAborted && purposes.aborted, method === "HEAD" && purposes.head, isOptOut && purposes.optOut];
  return [...own, ahead].filter(Boolean).join(" ");
}

/** By which browsers and apps say that they fetch a page before anybody asks for it. */
const aheadHeaders = ["sec-purpose", "purpose", "x-purpose", "x-moz"] as const;
/** More than any of them needs. */
const maxAheadLength = 100;

function toAhead(headers: IncomingMessage["headers"]): string | undefined {
  for (const name of aheadHeaders) {
    const value = headers[name];
    const ahead = value === undefined ? undefined : aheadOf(String(value).slice(0, maxAheadLength));
    if (ahead !== undefined) return ahead;
  }
  // The apps of Facebook and Instagram send it with what they fetch themselves: their browser windows do not.
  return headers["x-fb-http-engine"] === undefined ? undefined : "prefetch";
}
