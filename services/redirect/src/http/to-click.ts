import { type Click, clickFieldLimits } from "@shunt/contracts";

/** What the edge takes down of a visit. Every field is cut to its limit, so that no visitor decides how large a click is. */
export function toClick(
  headers: Headers,
  url: string,
  visit: { linkId: string; at: number; ip: string; destination: string },
): Click {
  const purpose = headers.get("sec-purpose") ?? headers.get("purpose") ?? headers.get("x-moz") ?? "";
  return {
    linkId: visit.linkId,
    at: visit.at,
    ip: cut(visit.ip, clickFieldLimits.ip),
    userAgent: cut(headers.get("user-agent") ?? "", clickFieldLimits.userAgent),
    referrer: cut(headers.get("referer") ?? "", clickFieldLimits.referrer),
    language: cut(headers.get("accept-language") ?? "", clickFieldLimits.language),
    marks: cut(toMarks(url), clickFieldLimits.marks),
    purpose: cut(purpose, clickFieldLimits.purpose),
    destination: visit.destination,
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
