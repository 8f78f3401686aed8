import type { SimulatedVisit } from "@shunt/contracts/links";
import { hasContinued, toTicket, toVisitQuery, type VisitFacts } from "@shunt/decision";
import { createClickId, toClientNetwork } from "@shunt/runtime";
import { readPurpose } from "@shunt/visitor/purpose";

/** Not an address, so that its place is unknown and no condition on addresses holds. */
const noAddress = "";

/**
 * The facts that the redirect would read of the visit.
 *
 * @param clicks human clicks of the link so far
 */
export function toVisit(
  given: SimulatedVisit,
  { path, view, code, extra }: Pick<VisitFacts, "path" | "view" | "code" | "extra">,
  clicks: number,
): VisitFacts {
  const { method, query, address = noAddress, at = new Date() } = given;
  const headers = Object.fromEntries(Object.entries(given.headers).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    path,
    code,
    view,
    extra,
    query: toVisitQuery(query),
    at: at.getTime(),
    method,
    headers,
    address,
    network: toClientNetwork(address),
    userAgent: headers["user-agent"] ?? "",
    referrer: headers.referer ?? "",
    languages: headers["accept-language"] ?? "",
    purpose: readPurpose({ headers, method, isAborted: false, isPixel: view === "pixel" }),
    clickId: createClickId(at.getTime()),
    clicks: given.clicks ?? clicks,
    hasContinued: given.has_continued || hasContinued(query),
    ticket: toTicket(query, headers.authorization),
  };
}
