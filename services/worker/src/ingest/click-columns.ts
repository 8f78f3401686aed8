import type { ClickEventColumn } from "@shunt/db";
import { isLongDestination, toDestinationHash } from "./destination-store.ts";
import { toDimensionValue } from "./dimension-value.ts";
import type { StoredClick } from "./stored-click.ts";
import { toInstant } from "./to-instant.ts";

type ReadColumn = (click: StoredClick, isFirstVisit: boolean) => string | number | boolean | null;

/** How each column of `click_events` is read from a click; bytes as Postgres writes them. */
export const clickColumns: Readonly<Record<ClickEventColumn, ReadColumn>> = {
  clicked_at: click => toInstant(click.at),
  link_id: click => click.linkId,
  id: click => click.id,
  workspace_id: click => click.workspaceId,
  class: click => click.class,
  class_reason: click => click.classReason,
  visitor_hash: click => (click.visitor === null ? null : `\\x${click.visitor}`),
  is_first_visit: (_, isFirstVisit) => isFirstVisit,
  country: click => click.place.country,
  region: click => click.place.region,
  city: click => click.place.city,
  browser: click => click.agent.browser,
  browser_version: click => click.agent.browserVersion,
  os: click => click.agent.os,
  os_version: click => click.agent.osVersion,
  device: click => click.agent.device,
  referrer_host: click => click.referrerHost,
  language: click => click.language,
  source: click => click.source,
  utm_source: click => click.utm.source,
  utm_medium: click => click.utm.medium,
  utm_campaign: click => click.utm.campaign,
  utm_term: click => click.utm.term,
  utm_content: click => click.utm.content,
  // A long destination as its beginning, and where the whole one stands.
  destination: click => toDimensionValue(click.destination),
  destination_hash: ({ destination }) =>
    isLongDestination(destination) ? `\\x${toDestinationHash(destination)}` : null,
  coarse: click => click.coarse ?? null,
};
