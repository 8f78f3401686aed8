import { type Missed, type Purpose, parseMissed, parsePurpose } from "@shunt/contracts/clicks";
import type { ClickColumns } from "@shunt/queue";
import { type ReadClick, readColumn } from "./read-column.ts";

/** The visits of a batch, each by its position. */
export interface Visits {
  batch: ClickColumns;
  /** Milliseconds since the epoch. */
  at: ReadClick<number>;
  linkId: ReadClick<string>;
  userAgent: ReadClick<string>;
  purpose: ReadClick<Purpose>;
  /** The code or domain root without a link that was visited; null for a visit to a link. */
  missed: ReadClick<Missed | null>;
}

const dayMs = 24 * 60 * 60_000;
/** Spools do not keep clicks longer, and clocks are not further ahead. Other times are replaced by the current time. */
const oldestMs = 400 * dayMs;

/** Never throws, whatever the columns hold. */
export function readVisits(batch: ClickColumns, now: number): Visits {
  const linkId = readColumn(batch, "linkId", text => text);
  const missed = readColumn(batch, "missed", text => (text === "" ? null : parseMissed(text)));
  return {
    batch,
    at: i => toTime(batch.at[i] as number, now),
    linkId,
    userAgent: readColumn(batch, "userAgent", text => text),
    purpose: readColumn(batch, "purpose", parsePurpose),
    missed: i => (linkId(i) === "" ? missed(i) : null),
  };
}

function toTime(at: number, now: number): number {
  return at > now - oldestMs && at < now + dayMs ? Math.floor(at) : now;
}
