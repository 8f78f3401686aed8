import type { Dimension } from "@shunt/contracts/analytics";
import { atFirstUse } from "../messages/at-first-use.ts";
import { locale } from "../messages/locale.ts";
import { toReadableUrl } from "../ui/short-name.ts";
import type { Messages } from "./messages/en.ts";

const countries = atFirstUse(() => new Intl.DisplayNames(locale, { type: "region", fallback: "code" }));
const languages = atFirstUse(() => new Intl.DisplayNames(locale, { type: "language", fallback: "code" }));

/** A value of a dimension as people say it: `AT` is Austria. Values that people chose stay as they are. */
export function toValueLabel(t: Messages, dimension: Dimension, value: string): string {
  const rest: Record<string, string> = { Unknown: t.unknown, Direct: t.direct, None: t.none, "(other)": t.otherClicks };
  const known = rest[value];
  if (known !== undefined) return known;
  if (dimension === "destination") return toReadableUrl(value);
  if (dimension === "country") return toCountryName(value);
  if (dimension === "language") return toLanguageName(value);
  if (dimension === "class" || dimension === "source" || dimension === "device")
    return (t.values as Record<string, string>)[value] ?? value;
  return value;
}

/** @param code two letters */
export function toCountryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (countries().of(code) ?? code) : code;
}

function toLanguageName(tag: string): string {
  try {
    return languages().of(tag) ?? tag;
  } catch {
    // Visitors send anything as their language.
    return tag;
  }
}
