import { type ForwardQuery, maxLocationLength } from "@shunt/contracts/links";
import type { Behaviour } from "../behaviour.ts";
import { continueParameter } from "../click-limit.ts";
import { ticketParameter } from "../lock/ticket.ts";
import type { Target } from "../target.ts";
import { addVisitorParts } from "./add-visitor-parts.ts";
import { cutUrl, hasHost, joinUrl, type Parameter, percentEncode, toParameters } from "./url-parts.ts";

/** Parameters of the redirect itself, which no destination receives. */
const ownParameters: ReadonlySet<string | undefined> = new Set(["qr", continueParameter, ticketParameter]);

/** Adds the visitor's query to that of the destination. */
export function compileForwardQuery(winner: ForwardQuery): Behaviour {
  if (winner === "off") return {};
  return { finish: (target, { visit }) => (visit.query === "" ? target : forward(target, visit.query, winner)) };
}

function forward(target: Target, query: string, winner: ForwardQuery): Target {
  if (!hasHost(target.url)) return target;
  return addVisitorParts(target, addQuery(target.url, query, winner));
}

/**
 * Returns the URL with the parameters of the destination, then those of the visitor, each byte for byte, before the
 * fragment. Where both have parameters of one name, all those of the loser are dropped. A URL that would get too long
 * stays as it is.
 *
 * @param query as the visitor sent it
 */
export function addQuery(url: string, query: string, winner: ForwardQuery): string {
  const parts = cutUrl(url);
  const own = toParameters(parts.query);
  const given = toParameters(percentEncode(query, notInQuery)).filter(({ name }) => !ownParameters.has(name));
  if (given.length === 0) return url;
  const kept =
    winner === "visitor_wins" ? [...withoutNamesOf(own, given), ...given] : [...own, ...withoutNamesOf(given, own)];
  if (kept.length === 0) return url;
  const added = joinUrl({ ...parts, query: kept.map(({ text }) => text).join("&") });
  return added.length > maxLocationLength ? url : added;
}

/** Bytes that a header or a query cannot contain. Servers refuse them in requests, so this is a second guard. */
const notInQuery = /[^!-~]|#/gu;

function withoutNamesOf(parameters: readonly Parameter[], others: readonly Parameter[]): readonly Parameter[] {
  if (parameters.length === 0) return parameters;
  const names = new Set(others.map(({ name }) => name));
  return parameters.filter(({ name }) => name === undefined || !names.has(name));
}
