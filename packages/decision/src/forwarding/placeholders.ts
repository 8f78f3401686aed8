import { replacePlaceholders } from "@shunt/contracts/links";
import { toLanguage } from "@shunt/visitor/language";
import type { Behaviour, Case } from "../behaviour.ts";
import type { Target } from "../target.ts";
import type { ExtraPath } from "../visit-facts.ts";
import { addVisitorParts } from "./add-visitor-parts.ts";
import { findValue, hasHost } from "./url-parts.ts";

/** Longest value of a query parameter, percent-encoded. Longer ones count as missing. */
const maxValueLength = 255;
const unknown = "unknown";

/** Fills placeholders with facts of the visit. */
export function compilePlaceholders(): Behaviour {
  return { finish: (target, given) => fill(target, name => factOf(name, given)) };
}

/** Fills `{1}`, `{2}`, … and `{path}` with the segments that a wildcard code matched. Missing segments are empty. */
export function fillSegments(target: Target, { path }: ExtraPath): Target {
  const segments = path.split("/");
  return fill(target, name => {
    if (name === "path") return segments.map(encodeSegment).join("/");
    return /^[1-9]$/.test(name) ? encodeSegment(segments[Number(name) - 1] ?? "") : undefined;
  });
}

function fill(target: Target, toValue: (name: string) => string | undefined): Target {
  if (!hasHost(target.url)) return target;
  const filled = replacePlaceholders(target.url, (name, part) => {
    const value = toValue(name);
    // Dots could make a dot segment, which leads to a parent folder. Encoding them would not help.
    return part === "path" && value !== undefined && /^\.+$/.test(value) ? "" : value;
  });
  return addVisitorParts(target, filled);
}

function factOf(name: string, { visit, facts }: Case): string | undefined {
  switch (name) {
    case "country":
      return encode(facts.place.country ?? unknown);
    case "device":
      return encode(facts.agent.device ?? unknown);
    case "os":
      return encode(facts.agent.os ?? unknown);
    case "language":
      return encode(toLanguage(visit.languages) ?? unknown);
    case "click_id":
      return encode(visit.clickId);
    case "short_code":
      return encode(visit.code ?? "");
    default:
      return name.startsWith("query:") ? queryValueOf(name.slice("query:".length), visit.query) : undefined;
  }
}

function queryValueOf(name: string, query: string): string {
  const found = findValue(query, name);
  if (!found) return "";
  const value = encode(new URLSearchParams(`=${found}`).get("") ?? "");
  return value.length > maxValueLength ? "" : value;
}

/** Percent-encodes everything but unreserved characters (RFC 3986, 2.3), so that a value is one part of any component. */
function encode(value: string): string {
  return encodeURIComponent(value.toWellFormed()).replace(/[!'()*]/g, encodeAscii);
}

function encodeAscii(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Keeps what the visitor has encoded. */
function encodeSegment(segment: string): string {
  return segment
    .split(escapes)
    .map((part, i) => (i % 2 === 0 ? encode(part) : part))
    .join("");
}

const escapes = /(%[\da-f]{2})/i;
