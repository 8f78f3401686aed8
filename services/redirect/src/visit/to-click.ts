import { type Click, type ClickColumn, clickColumns, toPurpose } from "@shunt/contracts/clicks";
import type { Visit } from "./visit.ts";

/**
 * Converts a visit to a click. Every field is cut to its limit, so that visitors cannot make clicks arbitrarily large.
 */
export function toClick(
  visit: Visit,
  { linkId, destination, missed, chosen }: Pick<Click, "linkId" | "destination" | "missed" | "chosen">,
): Click {
  return {
    linkId,
    at: visit.at,
    ip: cut("ip", visit.address),
    userAgent: cut("userAgent", visit.userAgent),
    referrer: cut("referrer", visit.referrer),
    language: cut("language", visit.languages),
    marks: cut("marks", toTrackingParams(visit.query)),
    purpose: cut("purpose", toPurpose(visit.purpose)),
    destination: cut("destination", destination),
    missed,
    chosen,
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
