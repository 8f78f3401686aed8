import { toStorable } from "@shunt/contracts/values";

/** Language, script and region of a tag (RFC 5646, 2.1); some clients write `en_US`. */
const tagPattern = /^([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?:[-_].*)?$/i;
const weightPattern = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/i;

interface Range {
  /** In lower case. */
  tag: string;
  /** Language, script and region of the tag. */
  base: string;
  /** Above 0. */
  weight: number;
}

/**
 * The visitor's preferred language, such as `en-gb`: the highest weight wins, then the first in order. Weight 0 and
 * malformed entries are skipped (RFC 9110, 12.5.4).
 */
export function toLanguage(acceptLanguage: string): string | null {
  const ranges = readRanges(acceptLanguage);
  const top = topWeight(ranges);
  const best = ranges.find(({ weight }) => weight === top);
  return best === undefined ? null : toStorable(best.base, 35);
}

/** Tags in lower case, such as `de-at`. */
export interface Languages {
  /** Those with the highest weight. */
  preferred: readonly string[];
  /** By weight, then in order. */
  accepted: readonly string[];
}

/** Reads the languages of a visitor; `*` and languages of weight 0 are left out. */
export function readLanguages(acceptLanguage: string): Languages {
  const ranges = readRanges(acceptLanguage);
  const top = topWeight(ranges);
  return {
    preferred: ranges.flatMap(({ tag, weight }) => (weight === top ? tag : [])),
    accepted: ranges.toSorted((a, b) => b.weight - a.weight).map(({ tag }) => tag),
  };
}

function topWeight(ranges: readonly Range[]): number {
  return ranges.reduce((top, { weight }) => Math.max(top, weight), 0);
}

function readRanges(acceptLanguage: string): Range[] {
  return acceptLanguage.split(",").flatMap(range => {
    const [text = "", ...parameters] = range.split(";").map(part => part.trim());
    const [, language, script, region] = tagPattern.exec(text) ?? [];
    const weight = toWeight(parameters);
    if (language === undefined || !(weight > 0)) return [];
    const base = [language, script, region].filter(Boolean).join("-").toLowerCase();
    return { tag: text.replaceAll("_", "-").toLowerCase(), base, weight };
  });
}

/** NaN for a malformed weight. */
function toWeight(parameters: readonly string[]): number {
  const [parameter] = parameters;
  if (parameter === undefined || parameter === "") return 1;
  return Number(weightPattern.exec(parameter.replaceAll(" ", ""))?.[1]);
}
