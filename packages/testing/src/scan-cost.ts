/** Length of the hostile texts: as long as the headers of a request may be. */
export const hostileLength = 16_384;

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

/**
 * Texts that make patterns backtrack: one unit over and over, perhaps behind a beginning, and then something else. Units are
 * single characters, words, and pairs of words.
 */
export function* toHostileTexts({ words = [], beginnings = [] }: Shapes = {}): Generator<string> {
  const paired = words.slice(0, maxPaired);
  const pairs = paired.flatMap(first => paired.map(second => first + second));
  for (const unit of new Set([...characters, ...words, ...pairs])) yield* toTexts("", unit);
  for (const begin of beginnings) for (const unit of characters) yield* toTexts(begin, unit);
}

function* toTexts(begin: string, unit: string): Generator<string> {
  const body = begin + unit.repeat(Math.ceil(hostileLength / unit.length));
  for (const end of ends) yield body.slice(0, hostileLength - end.length) + end;
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
/** No work on a text of this length may take longer, linear or not. */
const maxScans = 1_500;
const maxGrowth = 3;
/** Milliseconds that a text of some 24 characters may take. */
const maxShortMs = 10;
/** A text is measured again before it counts as slow, and its shortest times count: the machine may have been busy. */
const attempts = 8;

/** The first text on which a function takes more than linear time, or undefined. */
export function findSlowText(run: (text: string) => unknown, shapes?: Shapes): ScanCost | undefined {
  for (const text of toHostileTexts(shapes)) {
    const cost = measure(run, text);
    if (cost) return cost;
  }
  return undefined;
}

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
  }
  return { scans: whole / scan, growth: whole / Math.max(half, scan), text };
}

/** Short enough to come to an end. */
function isExponential(run: (text: string) => unknown, text: string): boolean {
  const begin = text.slice(0, 24) + text.slice(-1);
  return Array.from({ length: attempts }, () => 0).every(() => toMs(run, begin) > maxShortMs);
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
