import type { ClickEventColumn } from "@shunt/db";
import { isLongDestination, toDestinationHash } from "./aggregate/destination-store.ts";
import { toDimensionValue } from "./aggregate/dimension-value.ts";
import { toClickId } from "./slim/short-id.ts";
import type { StoredClick } from "./store/stored-click.ts";
import { toInstant } from "./to-instant.ts";

export interface Bytes {
  hex: string;
}

export interface ReadColumn {
  (click: StoredClick, isFirstVisit: boolean): string | number | boolean | Bytes | null;
  /** The part of the click that the column reads, which many clicks share as one object. */
  part?: SharedPart;
}

export type SharedPart = "place" | "agent" | "utm";

export const clickColumns: Readonly<Record<ClickEventColumn, ReadColumn>> = {
  clicked_at: click => toInstant(click.at),
  link_id: click => click.linkId,
  id: toClickId,
  workspace_id: click => click.workspaceId,
  class: click => click.class,
  class_reason: click => click.classReason,
  visitor_hash: click => (click.visitor === null ? null : { hex: click.visitor }),
  is_first_visit: (_, isFirstVisit) => isFirstVisit,
  country: of("place", place => place.country),
  region: of("place", place => place.region),
  city: of("place", place => place.city),
  browser: of("agent", agent => agent.browser),
  browser_version: of("agent", agent => agent.browserVersion),
  os: of("agent", agent => agent.os),
  os_version: of("agent", agent => agent.osVersion),
  device: of("agent", agent => agent.device),
  referrer_host: click => click.referrerHost,
  language: click => click.language,
  source: click => click.source,
  utm_source: of("utm", utm => utm.source),
  utm_medium: of("utm", utm => utm.medium),
  utm_campaign: of("utm", utm => utm.campaign),
  utm_term: of("utm", utm => utm.term),
  utm_content: of("utm", utm => utm.content),
  // Only the beginning of a long destination. The hash finds the whole URL in `link_destinations`.
  destination: click => toDimensionValue(click.destination),
  destination_hash: ({ destination }) =>
    isLongDestination(destination) ? { hex: toDestinationHash(destination) } : null,
  rule: click => click.rule,
  variant: click => click.variant,
  coarse: click => click.coarse ?? null,
};

function of<Part extends SharedPart>(part: Part, read: (from: StoredClick[Part]) => string | null): ReadColumn {
  return Object.assign((click: StoredClick) => read(click[part]), { part });
}
