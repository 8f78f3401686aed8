/** Length of hostile texts: the limit of request headers. */
const hostileLength = 16_384;
/** Length of the texts tried first. The full length is measured only if the short text is suspicious. */
const probeLength = 1_024;

/** One character of each kind that patterns distinguish. */
const characters = [..."aA0.,-_ \t\n/\\:;@<>\"'%=&?#+()[]{}*|~^$!`é”的\u200b\u0301😀"];
/** Characters after the repeated part, which most patterns do not match there. */
const ends = ["!", "\n"];
const maxPaired = 12;

/** Text that the code under test looks for. */
export interface Shapes {
  /** Literals, and members of character classes. */
  words?: readonly string[];
  /** Prefixes after which it looks for something else. */
  beginnings?: readonly string[];
}

type HostileText = (length: number) => string;

/**
 * Yields texts that make patterns backtrack: an optional beginning, a repeated unit, and a different end. Units are single
 * characters, words, and pairs of words.
 */
function* toHostileTexts({ words = [], beginnings = [] }: Shapes = {}): Generator<HostileText> {
  const paired = words.slice(0, maxPaired);
  const pairs = paired.flatMap(first => paired.map(second => first + second));
  for (const unit of new Set([...characters, ...words, ...pairs])) yield* toTexts("", unit);
  for (const begin of beginnings) for (const unit of characters) yield* toTexts(begin, unit);
}

function* toTexts(begin: string, unit: string): Generator<HostileText> {
  for (const end of ends)
    yield length => {
      const body = begin + unit.repeat(Math.ceil(length / unit.length));
      return body.slice(0, length - end.length) + end;
    };
}

export interface ScanCost {
  /** Time for the text, in multiples of a loop over its characters. */
  scans: number;
  /** Cost of the text divided by the cost of its first half: 2 is linear, 4 is quadratic. */
  growth: number;
  text: string;
}

/** Linear work stays below this number of scans. */
const suspectScans = 100;
/**
 * Limit for the short text. Quadratic work that takes `suspectScans` for the long text takes 6 for the short one; linear
 * work takes the same number for both. Below this, the long text cannot be slow.
 */
const suspectProbeScans = 4;
/** Limit for any work, linear or not. */
const maxScans = 1_500;
const maxGrowth = 3;
/** Limit for a text of about 24 characters (ms). */
const maxShortMs = 10;
/**
 * Measurements before a text counts as slow; a fast one needs few. The shortest time counts: a busy machine interrupts
 * most measurements of a millisecond, but not all of 24.
 */
const attempts = 24;
/** Attempts that suffice if each exceeds the limit by `clearFactor`. */
const clearAttempts = 3;
const clearFactor = 4;
/** Runs of the reference loop, enough for V8 to compile it. The shortest is the unit of cost. */
const calibrations = 5_000;

/** Returns the first text on which a function takes more than linear time, or undefined. */
export function findSlowText(run: (text: string) => unknown, shapes?: Shapes): ScanCost | undefined {
  for (const toText of toHostileTexts(shapes)) {
    // A busy machine can only make a text look slower.
    if (!isSuspect(run, toText(probeLength))) continue;
    const cost = measure(run, toText(hostileLength));
    if (cost) return cost;
  }
  return undefined;
}

/** Tries the beginning first, because exponential work on the whole text would not end. */
function isSuspect(run: (text: string) => unknown, text: string): boolean {
  probeScanMs ??= toShortestMs(scanOnce, text);
  return isExponential(run, text) || toMs(run, text) > suspectProbeScans * probeScanMs;
}

/** Time of one scan of a short text (ms), measured once for all texts. */
let probeScanMs: number | undefined;

function measure(run: (text: string) => unknown, text: string): ScanCost | undefined {
  if (isExponential(run, text)) return { scans: Number.POSITIVE_INFINITY, growth: Number.POSITIVE_INFINITY, text };
  const halfText = text.slice(0, hostileLength / 2) + text.slice(-1);
  let [scan, whole, half] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let i = 0; i < attempts; i++) {
    scan = Math.min(scan, toMs(scanOnce, text));
    whole = Math.min(whole, toMs(run, text));
    if (whole < suspectScans * scan) return undefined;
    half = Math.min(half, toMs(run, halfText));
    if (whole < maxScans * scan && whole < maxGrowth * half) return undefined;
    if (i + 1 >= clearAttempts && whole > clearFactor * maxScans * scan) break;
  }
  return { scans: whole / scan, growth: whole / Math.max(half, scan), text };
}

/** Runs on a text short enough for exponential work to end. */
function isExponential(run: (text: string) => unknown, text: string): boolean {
  const begin = text.slice(0, 24) + text.slice(-1);
  let shortest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < attempts; i++) {
    shortest = Math.min(shortest, toMs(run, begin));
    if (shortest <= maxShortMs) return false;
    if (i + 1 >= clearAttempts && shortest > clearFactor * maxShortMs) break;
  }
  return true;
}

function toShortestMs(run: (text: string) => unknown, text: string): number {
  return Math.min(...Array.from({ length: calibrations }, () => toMs(run, text)));
}

function toMs(run: (text: string) => unknown, text: string): number {
  const startedAt = performance.now();
  run(text);
  return performance.now() - startedAt;
}

function scanOnce(text: string): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum = (sum * 31 + text.charCodeAt(i)) | 0;
  return sum;
}
