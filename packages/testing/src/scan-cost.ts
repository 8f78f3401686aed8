/** Length of the hostile texts: as long as the headers of a request may be. */
const hostileLength = 16_384;
/** Length of the texts that are tried first. A text of full length is measured only where the short one is suspicious. */
const probeLength = 1_024;

/** One character of each kind that patterns distinguish. */
const characters = [..."aA0.,-_ \t\n/\\:;@<>\"'%=&?#+()[]{}*|~^$!`é”的\u200b\u0301😀"];
/** What follows the repeated part: characters that most patterns refuse there. */
const ends = ["!", "\n"];
/** The first words, which are paired with each other. */
const maxPaired = 12;

/** What the code under test looks for. */
export interface Shapes {
  /** Literals, and members of character classes. */
  words?: readonly string[];
  /** Texts after which it goes on to something else. */
  beginnings?: readonly string[];
}

/** Builds a hostile text of the given length. */
type HostileText = (length: number) => string;

/**
 * Texts that make patterns backtrack: one unit over and over, perhaps behind a beginning, and then something else. Units are
 * single characters, words, and pairs of words.
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

/** Cost of one text, in the time that a loop over its characters takes. */
export interface ScanCost {
  scans: number;
  /** Cost of the text divided by the cost of its first half: 2 is linear, 4 is quadratic. */
  growth: number;
  text: string;
}

/** Linear work stays below this, however much it does with each character. */
const suspectScans = 100;
/**
 * The same for the short text. Quadratic work that takes `suspectScans` of the long text takes 6 of the short one, and linear
 * work takes as many of both. Below this, the long text cannot be slow.
 */
const suspectProbeScans = 4;
/** No work on a text of this length may take longer, linear or not. */
const maxScans = 1_500;
const maxGrowth = 3;
/** Milliseconds that a text of some 24 characters may take. */
const maxShortMs = 10;
/** A text is measured again before it counts as slow, and its shortest times count: the machine may have been busy. */
const attempts = 8;
/** Attempts that are enough when each of them exceeds the limit by `clearFactor`. */
const clearAttempts = 3;
const clearFactor = 4;
/** Runs of which the shortest is the unit of cost: enough that the loop is compiled. */
const calibrations = 5_000;

/** The first text on which a function takes more than linear time, or undefined. */
export function findSlowText(run: (text: string) => unknown, shapes?: Shapes): ScanCost | undefined {
  for (const toText of toHostileTexts(shapes)) {
    // A busy machine makes a text look suspicious, never harmless.
    if (!isSuspect(run, toText(probeLength))) continue;
    const cost = measure(run, toText(hostileLength));
    if (cost) return cost;
  }
  return undefined;
}

/** Tries the beginning first: exponential work on the whole text does not come to an end. */
function isSuspect(run: (text: string) => unknown, text: string): boolean {
  probeScanMs ??= toShortestMs(scanOnce, text);
  return isExponential(run, text) || toMs(run, text) > suspectProbeScans * probeScanMs;
}

/** One scan of a short text, in milliseconds. The same for all of them, so measured once. */
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

/** Short enough to come to an end. */
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

/** The unit of cost. */
function scanOnce(text: string): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum = (sum * 31 + text.charCodeAt(i)) | 0;
  return sum;
}
