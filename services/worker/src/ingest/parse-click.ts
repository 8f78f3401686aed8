import {
  type Click,
  clickColumnNames,
  clickColumns,
  type Missed,
  type Purpose,
  parseMissed,
  parsePurpose,
} from "@shunt/contracts/clicks";

/** A click as the worker knows it, read from the click that the edge sent. */
export type ParsedClick = Hit | Miss;

/** A visit of a link. */
export interface Hit extends Visit {
  kind: "hit";
  linkId: string;
  /** Where the visitor was sent. */
  destination: string;
}

/** A visit without a link. */
export interface Miss extends Visit, Missed {
  kind: "miss";
}

interface Visit extends Purpose {
  /** Milliseconds since the epoch. */
  at: number;
  ip: string;
  userAgent: string;
  referrer: string;
  language: string;
  /** Analytics marks of the visited URL, as a query string. */
  marks: string;
}

const dayMs = 24 * 60 * 60_000;
/** No spool keeps a click longer, and no clock is further ahead; other times count as now. */
const oldestMs = 400 * dayMs;

/** Parses a click as it comes out of the queue. Never throws, whatever its columns hold. */
export function parseClick(sent: Click, now: number): ParsedClick {
  const { linkId, missed, ip, userAgent, referrer, language, marks, purpose, destination } = trim(sent);
  const { isAborted, isHead, isOptOut, ahead } = parsePurpose(purpose);
  const at = toTime(sent.at, now);
  const visit = { at, ip, userAgent, referrer, language, marks, isAborted, isHead, isOptOut, ahead };
  if (linkId === "" && missed !== "") return { kind: "miss", ...visit, ...parseMissed(missed) };
  return { kind: "hit", linkId, destination, ...visit };
}

/** The edge has cut every column; other writers to the queue do not decide how large a click is either. */
function trim(click: Click): Click {
  if (!limits.some(([name, maxLength]) => click[name].length > maxLength)) return click;
  const texts = limits.map(([name, maxLength]) => [name, click[name].slice(0, maxLength)]);
  return { ...click, ...Object.fromEntries(texts) };
}

const limits = clickColumnNames.map(name => [name, clickColumns[name].maxLength] as const);

function toTime(at: number, now: number): number {
  return at > now - oldestMs && at < now + dayMs ? Math.floor(at) : now;
}
