import type { Copy } from "@shunt/db";
import type { Place } from "@shunt/visitor/place";
import type { Agent } from "@shunt/visitor/user-agent";
import type { Utm } from "../enrich/enrich-click.ts";
import { isLongDestination, toDestinationHash } from "./destination-store.ts";
import { toDimensionValue } from "./dimension-value.ts";
import type { StoredClick } from "./stored-click.ts";

const columns = [
  ...["clicked_at", "link_id", "id", "workspace_id", "class", "class_reason", "visitor_hash", "is_first_visit"],
  ...["country", "region", "city", "browser", "browser_version", "os", "os_version", "device"],
  ...["referrer_host", "language", "source"],
  ...["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "destination"],
  ...["destination_hash", "coarse"],
];
const rowsPerChunk = 1_000;

/** Inserts clicks by COPY, in chunks, so that their text is never in memory as a whole. */
export async function copyClicks(
  copy: Copy,
  clicks: readonly StoredClick[],
  firstVisits: ReadonlySet<StoredClick>,
): Promise<void> {
  await copy("click_events", columns, toChunks(clicks, firstVisits));
}

function* toChunks(clicks: readonly StoredClick[], firstVisits: ReadonlySet<StoredClick>): Generator<string> {
  for (let start = 0; start < clicks.length; start += rowsPerChunk) {
    let chunk = "";
    for (const click of clicks.slice(start, start + rowsPerChunk)) chunk += toRow(click, firstVisits.has(click));
    yield chunk;
  }
}

function toRow(click: StoredClick, isFirstVisit: boolean): string {
  const visitor = click.visitor === null ? "\\N" : `\\\\x${click.visitor}`;
  return `${toTimestamp(click.at)}\t${click.linkId}\t${click.id}\t${click.workspaceId}\t${click.class}\t${toField(
    click.classReason,
  )}\t${visitor}\t${isFirstVisit}\t${placeFields(click.place)}\t${agentFields(click.agent)}\t${toField(
    click.referrerHost,
  )}\t${toField(click.language)}\t${click.source}\t${utmFields(click.utm)}\t${destinationFields(click.destination)}\t${click.coarse ?? "\\N"}\n`;
}

/** Places, agents and marks are shared by many clicks, each as one object. */
const placeFields = remembered(({ country, region, city }: Place) => [country, region, city]);
const agentFields = remembered(({ browser, browserVersion, os, osVersion, device }: Agent) => [
  browser,
  browserVersion,
  os,
  osVersion,
  device,
]);
const utmFields = remembered(({ source, medium, campaign, term, content }: Utm) => [
  source,
  medium,
  campaign,
  term,
  content,
]);

/** A long destination as its beginning, and where the whole one stands. */
function destinationFields(destination: string): string {
  const kept = toField(toDimensionValue(destination));
  return isLongDestination(destination) ? `${kept}\t\\\\x${toDestinationHash(destination)}` : `${kept}\t\\N`;
}

function remembered<T extends object>(toValues: (of: T) => (string | null)[]): (of: T) => string {
  const known = new WeakMap<T, string>();
  return of => {
    const found = known.get(of);
    if (found !== undefined) return found;
    const fields = toValues(of).map(toField).join("\t");
    known.set(of, fields);
    return fields;
  };
}

function toField(value: string | null): string {
  if (value === null) return "\\N";
  return /[\\\t\n\r]/.test(value) ? value.replace(/[\\\t\n\r]/g, special => escapes[special] as string) : value;
}

const escapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

let second = { number: Number.NaN, text: "" };

/** Most clicks are of the same second as the one before. */
function toTimestamp(at: number): string {
  const number = Math.floor(at / 1_000);
  if (number !== second.number) second = { number, text: new Date(number * 1_000).toISOString().slice(0, 19) };
  return `${second.text}.${String(at - number * 1_000).padStart(3, "0")}Z`;
}
