import { limitsByColumn } from "@shunt/db";
import { slimDestinationOf } from "../aggregate/destination-store.ts";
import type { StoredClick } from "../store/stored-click.ts";
import { type FindPartIds, noId, partNames } from "./click-dictionary.ts";
import type { SlimClick } from "./copy-slim-clicks.ts";
import { toShortId } from "./short-id.ts";
import { toSlimVisitorHex } from "./slim-visitor.ts";

/**
 * Why a click is in `click_events`: its day is before the first one of `slim_clicks`; one of its values, or its destination, is
 * too rare to get an id; an earlier version gave the click its own id.
 */
export const wideReasons = ["day", "value", "destination", "id"] as const;
export type WideReason = (typeof wideReasons)[number];

/** Counts clicks that go to `click_events`, also those of a transaction that is rolled back and repeated. */
export type CountWide = (reason: WideReason, count: number) => void;

export interface Forms {
  slim: readonly SlimClick[];
  /** Of their parts. */
  partIds: Int32Array;
  /** For `click_events`. */
  wide: readonly StoredClick[];
  /** First visits among both. */
  first: ReadonlySet<StoredClick>;
}

/** A visitor controls how many destinations a link has, if it passes queries on. */
const rareDestination = limitsByColumn.get("destination")?.bit ?? 0;
const isRareDestination = ({ coarse }: StoredClick) => ((coarse ?? 0) & rareDestination) !== 0;

/**
 * Chooses where each click is stored: in `slim_clicks` from a day on, unless one of its values is too rare to get an id
 * or an earlier version gave the click its own id.
 */
export async function splitByForm(
  { findPartIds, countWide }: { findPartIds: FindPartIds; countWide: CountWide },
  clicks: readonly StoredClick[],
  first: ReadonlySet<StoredClick>,
  firstSlimDay: string,
): Promise<Forms> {
  const candidates = clicks.filter(click => click.day >= firstSlimDay);
  countWide("day", clicks.length - candidates.length);
  if (candidates.length === 0) return { slim: [], partIds: new Int32Array(), wide: clicks, first };
  const partIds = await findPartIds(candidates);
  const slim: SlimClick[] = [];
  const wide = clicks.filter(click => click.day < firstSlimDay);
  const widened = new Set(first);
  for (const [i, click] of candidates.entries()) {
    const shortId = toShortId(click);
    const partsAt = i * partNames.length;
    const hasIds = partIds[partsAt] !== noId;
    if (shortId !== undefined && hasIds && !isRareDestination(click)) {
      slim.push({ click, shortId, partsAt, destination: slimDestinationOf(click.destination) });
      continue;
    }
    countWide(shortId === undefined ? "id" : hasIds ? "destination" : "value", 1);
    // Both forms have the same hash of a visitor, so that a visitor counts once.
    const other = { ...click, visitor: toSlimVisitorHex(click) };
    wide.push(other);
    if (first.has(click)) widened.add(other);
  }
  return { slim, partIds, wide, first: widened };
}
