import { aheadOf, type Click, type ClickColumn, clickColumns, type Purpose, toPurpose } from "@shunt/contracts/clicks";
import type { Visit } from "./visit.ts";

/**
 * Converts a visit to a click. Every field is cut to its limit, so that visitors cannot make clicks arbitrarily large.
 */
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
    marks: cut("marks", toTrackingParams(visit.query)),
    purpose: cut("purpose", toPurpose(purposeOf(visit))),
    destination,
    missed,
  };
}

function cut(column: ClickColumn, value: string): string {
  const { maxLength } = clickColumns[column];
  return value.length > maxLength ? value.slice(0, maxLength) : value;
}

/** Other parameters are not recorded. */
function toTrackingParams(query: string): string {
  if (query === "") return "";
  const params = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(query)) {
    if (name === "qr" || name.startsWith("utm_")) params.append(name, value);
  }
  return params.toString();
}

function purposeOf({ headers, method, isAborted }: Visit): Purpose {
  const isOptOut = headers["sec-gpc"] === "1" || headers.dnt === "1";
  return { isAborted, isHead: method === "HEAD", isOptOut, ahead: toAhead(headers) };
}

/** Headers that browsers and apps send with a prefetch. */
const aheadHeaders = ["sec-purpose", "purpose", "x-purpose", "x-moz"] as const;
/** Characters read of such a header; its known values are shorter. */
const maxAheadLength = 100;

function toAhead(headers: Visit["headers"]): string | undefined {
  for (const name of aheadHeaders) {
    const value = headers[name];
    const ahead = value === undefined ? undefined : aheadOf(String(value).slice(0, maxAheadLength));
    if (ahead !== undefined) return ahead;
  }
  // The Facebook and Instagram apps send it with their own fetches, but not from their in-app browsers.
  return headers["x-fb-http-engine"] === undefined ? undefined : "prefetch";
}
