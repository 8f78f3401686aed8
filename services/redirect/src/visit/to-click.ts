import { aheadOf, type Click, type ClickColumn, clickColumns, type Purpose, toPurpose } from "@shunt/contracts/clicks";
import type { Visit } from "./visit.ts";

/** The click that is recorded of a visit. Every field is cut to its limit, so a visitor does not decide how large a click is. */
export function toClick(
  visit: Visit,
  { linkId, destination, missed }: Pick<Click, "linkId" | "destination" | "missed">,
): Click {
  return {
    linkId,
    at: visit.at,
    ip: cut("ip", visit.address),
    userAgent: cut("userAgent", visit.userAgent),
    referrer: cut("referrer", visit.referrer),
    language: cut("language", visit.languages),
    marks: cut("marks", toMarks(visit.query)),
    purpose: cut("purpose", toPurpose(purposeOf(visit))),
    destination,
    missed,
  };
}

function cut(column: ClickColumn, value: string): string {
  const { maxLength } = clickColumns[column];
  return value.length > maxLength ? value.slice(0, maxLength) : value;
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

function purposeOf({ headers, method, isAborted }: Visit): Purpose {
  const isOptOut = headers["sec-gpc"] === "1" || headers.dnt === "1";
  return { isAborted, isHead: method === "HEAD", isOptOut, ahead: toAhead(headers) };
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
