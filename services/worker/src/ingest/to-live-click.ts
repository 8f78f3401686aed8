import type { LiveClick } from "@shunt/cache";
import type { StoredClick } from "./stored-click.ts";

/** A click as those who watch it live are shown. Whether the visitor is a new one is not known here. */
export function toLiveClick(click: StoredClick): LiveClick {
  const { place, agent, utm } = click;
  return {
    id: click.id,
    clicked_at: new Date(click.at).toISOString(),
    link_id: click.linkId,
    class: click.class,
    class_reason: click.classReason,
    country: place.country,
    region: place.region,
    city: place.city,
    browser: agent.browser,
    browser_version: agent.browserVersion,
    os: agent.os,
    os_version: agent.osVersion,
    device: agent.device,
    referrer: click.referrerHost,
    language: click.language,
    source: click.source,
    utm_source: utm.source,
    utm_medium: utm.medium,
    utm_campaign: utm.campaign,
    utm_term: utm.term,
    utm_content: utm.content,
    destination: click.destination,
  };
}
