import type { IncomingMessage } from "node:http";
import { abortedPurpose, type Click, clickFieldLimits } from "@shunt/contracts";

/** What the edge takes down of a visit. Every field is cut to its limit, so that no visitor decides how large a click is. */
export function toClick(
  { headers, url = "", socket }: Pick<IncomingMessage, "headers" | "url"> & { socket: { destroyed: boolean } },
  visit: Pick<Click, "linkId" | "at" | "ip" | "destination">,
): Click {
  return {
    linkId: visit.linkId,
    at: visit.at,
    ip: cut(visit.ip, clickFieldLimits.ip),
    userAgent: cut(headers["user-agent"] ?? "", clickFieldLimits.userAgent),
    referrer: cut(headers.referer ?? "", clickFieldLimits.referrer),
    language: cut(headers["accept-language"] ?? "", clickFieldLimits.language),
    marks: cut(toMarks(url), clickFieldLimits.marks),
    purpose: socket.destroyed ? abortedPurpose : cut(toPurpose(headers), clickFieldLimits.purpose),
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

function toPurpose(headers: IncomingMessage["headers"]): string {
  return String(headers["sec-purpose"] ?? headers.purpose ?? headers["x-moz"] ?? "");
}
