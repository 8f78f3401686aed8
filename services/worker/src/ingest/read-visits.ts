import {
  type Click,
  clickColumnNames,
  clickColumns,
  type Missed,
  type Purpose,
  parseMissed,
  parsePurpose,
} from "@shunt/contracts/clicks";

export type ParsedClick = Hit | Miss;

export interface Hit extends Visit {
  kind: "hit";
  linkId: string;
  destination: string;
  /** Column as `toChosen` writes it. */
  chosen: string;
}

/** A visit to a code or domain root without a link. */
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
  /** Tracking parameters of the visited URL, as a query string. */
  marks: string;
}

const dayMs = 24 * 60 * 60_000;
/** Spools do not keep clicks longer, and clocks are not further ahead. Other times are replaced by the current time. */
const oldestMs = 400 * dayMs;

/** Parses a click from the queue. Never throws, whatever its columns hold. */
export function parseClick(sent: Click, now: number): ParsedClick {
  const { linkId, missed, ip, userAgent, referrer, language, marks, purpose, destination, chosen } = trim(sent);
  const { isAborted, isHead, isOptOut, isPixel, ahead } = parsePurpose(purpose);
  const at = toTime(sent.at, now);
  if (linkId === "" && missed !== "") {
    const { domainId, code } = parseMissed(missed);
    const visit = { at, ip, userAgent, referrer, language, marks, isAborted, isHead, isOptOut, isPixel, ahead };
    return { ...visit, kind: "miss", domainId, code };
  }
  // Spreading objects would cost more than all the rest.
  return {
    kind: "hit",
    linkId,
    destination,
    chosen,
    at,
    ip,
    userAgent,
    referrer,
    language,
    marks,
    isAborted,
    isHead,
    isOptOut,
    isPixel,
    ahead,
  };
}

/** The redirect truncates every column, but other writers to the queue might not. */
function trim(click: Click): Click {
  if (!isLong(click)) return click;
  const texts = limits.map(([name, maxLength]) => [name, click[name].slice(0, maxLength)]);
  return { ...click, ...Object.fromEntries(texts) };
}

function isLong(click: Click): boolean {
  for (const [name, maxLength] of limits) if (click[name].length > maxLength) return true;
  return false;
}

const limits = clickColumnNames.map(name => [name, clickColumns[name].maxLength] as const);

function toTime(at: number, now: number): number {
  return at > now - oldestMs && at < now + dayMs ? Math.floor(at) : now;
}
