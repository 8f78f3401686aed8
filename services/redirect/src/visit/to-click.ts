import { aheadOf, type Click, clickFieldLimits, purposes } from "@shunt/contracts";
import type { Visit } from "./visit.ts";

/** The click that is recorded of a visit. Every field is cut to its limit, so a visitor does not decide how large a click is. */
export function toClick(
  visit: Visit,
  { linkId, destination, missed }: Pick<Click, "linkId" | "destination" | "missed">,
): Click {
  return {
    linkId,
    at: visit.at,
    ip: cut(visit.address, clickFieldLimits.ip),
    userAgent: cut(visit.userAgent, clickFieldLimits.userAgent),
    referrer: cut(visit.referrer, clickFieldLimits.referrer),
    language: cut(visit.languages, clickFieldLimits.language),
    marks: cut(toMarks(visit.query), clickFieldLimits.marks),
    purpose: cut(toPurpose(visit), clickFieldLimits.purpose),
    destination,
    missed,
  };
}

function cut(value: string, limit: number): string {
  return value.length > limit ? value.slice(0, limit) : value;
}

/** The analytics marks of a query; nothing else of it is recorded. */
function toMarks(query: string): string {
  if (query === "") return "";
  const marks = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(query)) {
    if (name === "qr" || name.startsWith("utm_")) marks.append(name, value);
  }
  return marks.toString();
}

function toPurpose({ headers, method, isAborted }: Visit): string {
  const ahead = toAhead(headers);
  const isOptOut = headers["sec-gpc"] === "1" || headers.dnt === "1";
  // True of most visits.
  if (ahead === undefined && !isOptOut && !isAborted && method !== "HEAD") return "";
  const own = [isAborted && purposes.aborted, method === "HEAD" && purposes.head, isOptOut && purposes.optOut];
  return [...own, ahead].filter(Boolean).join(" ");
}

/** Headers by which browsers and apps announce that they fetch a page before a person asks for it. */
const aheadHeaders = ["sec-purpose", "purpose", "x-purpose", "x-moz"] as const;
/** Characters of such a header that are read: more than any of them needs. */
const maxAheadLength = 100;

function toAhead(headers: Visit["headers"]): string | undefined {
  for (const name of aheadHeaders) {
    const value = headers[name];
    const ahead = value === undefined ? undefined : aheadOf(String(value).slice(0, maxAheadLength));
    if (ahead !== undefined) return ahead;
  }
  // The apps of Facebook and Instagram send it with what they fetch themselves: their browser windows do not.
  return headers["x-fb-http-engine"] === undefined ? undefined : "prefetch";
}
