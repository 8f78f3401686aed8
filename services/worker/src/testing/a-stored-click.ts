import { anonymousWorkspaceId } from "@shunt/db";
import { unknownPlace } from "@shunt/visitor/place";
import { unknownAgent } from "@shunt/visitor/user-agent";
import { toDay } from "../ingest/aggregate/day.ts";
import type { StoredClick } from "../ingest/store/stored-click.ts";

export function aStoredClick(given: Partial<StoredClick> = {}): StoredClick {
  const at = given.at ?? Date.UTC(2026, 10, 20, 12);
  return {
    id: "01a1fb6f-b333-7117-b1e7-8f91c9f609cf",
    idHigh: 0,
    idLow: 0,
    linkId: "a",
    workspaceId: anonymousWorkspaceId,
    at,
    day: toDay(at),
    class: "human",
    classReason: null,
    place: unknownPlace,
    agent: { ...unknownAgent, browser: "Chrome", browserVersion: "149.0", device: "desktop" },
    referrerHost: null,
    language: null,
    source: "link",
    utm: { source: null, medium: null, campaign: null, term: null, content: null },
    destination: "https://example.com/",
    rule: null,
    variant: null,
    visitor: null,
    ...given,
  };
}
