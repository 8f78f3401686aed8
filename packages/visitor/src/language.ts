import { toStorable } from "@shunt/contracts/values";

/** Language, script and region of a tag (RFC 5646, 2.1); some clients write `en_US`. */
const tagPattern = /^([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?:[-_].*)?$/i;
const weightPattern = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/i;

/**
 * The visitor's preferred language, such as `en-gb`: the highest weight wins, then the first in order. Weight 0 and
 * malformed entries are skipped (RFC 9110, 12.5.4).
 */
export function toLanguage(acceptLanguage: string): string | null {
  let best: { tag: string; weight: number } | undefined;
  for (const range of acceptLanguage.split(",")) {
    const [text = "", ...parameters] = range.split(";").map(part => part.trim());
    const [, language, script, region] = tagPattern.exec(text) ?? [];
    const weight = toWeight(parameters);
    if (language === undefined || weight <= (best?.weight ?? 0)) continue;
    best = { tag: [language, script, region].filter(Boolean).join("-").toLowerCase(), weight };
  }
  return best === undefined ? null : toStorable(best.tag, 35);
}

/** NaN for a malformed weight. */
function toWeight(parameters: readonly string[]): number {
  const [parameter] = parameters;
  if (parameter === undefined || parameter === "") return 1;
  return Number(weightPattern.exec(parameter.replaceAll(" ", ""))?.[1]);
}
