import type { DeviceKind, VisitClass, VisitSource } from "@shunt/contracts/clicks";
import { continents, countries, weekdays } from "@shunt/contracts/links";
import { atFirstUse } from "../../messages/at-first-use.ts";
import { regionalLocale } from "../../messages/locale.ts";
import type { Fact, ValueChoice } from "./facts.ts";
import type { Messages } from "./messages/en.ts";

export interface ValueOption {
  value: string;
  label: string;
}

/** Languages that browsers often ask for. Others can be typed. */
const languages =
  "ar bg bn ca cs da de de-AT de-CH el en en-GB en-US es es-MX et fa fi fr fr-CA fr-CH he hi hr hu id it ja ko lt lv ms nb nl pl pt pt-BR ro ru sk sl sr sv th tr uk ur vi zh zh-CN zh-TW".split(
    " ",
  );
/** Values as statistics show them. Others can be typed. */
const suggestions: Partial<Record<Fact, readonly string[]>> = {
  os: ["Android", "Chrome OS", "iOS", "Linux", "Mac OS", "Windows"],
  browser: ["Chrome", "Edge", "Firefox", "Opera", "Safari", "Samsung Internet"],
  referrer: ["facebook.com", "google.com", "instagram.com", "linkedin.com", "reddit.com", "x.com", "youtube.com"],
};

const regionNames = atFirstUse(() => new Intl.DisplayNames(regionalLocale, { type: "region" }));
const languageNames = atFirstUse(() => new Intl.DisplayNames(regionalLocale, { type: "language" }));
const dayName = atFirstUse(() => new Intl.DateTimeFormat(regionalLocale, { weekday: "long", timeZone: "UTC" }));
const byLabel = atFirstUse(() => new Intl.Collator(regionalLocale));
/** A Monday. */
const monday = Date.UTC(2024, 0, 1);

const toLabels: Record<ValueChoice, (t: Messages) => ValueOption[]> = {
  country: () => sort(countries.map(value => ({ value, label: regionNames().of(value) ?? value }))),
  continent: t => continents.map(value => ({ value, label: t.continents[value] })),
  language: () =>
    sort(languages.map(value => ({ value: value.toLowerCase(), label: languageNames().of(value) ?? value }))),
  device: t => toOptions<DeviceKind>(t.devices),
  source: t => toOptions<VisitSource>(t.sources),
  class: t => toOptions<VisitClass>(t.classes),
  weekday: () => weekdays.map((value, i) => ({ value, label: dayName().format(monday + i * 86_400_000) })),
  text: () => [],
};

/** The values that the controls of a fact offer, by their names. */
export function toValueOptions(fact: Fact, choice: ValueChoice, t: Messages): ValueOption[] {
  const suggested = suggestions[fact];
  return suggested ? suggested.map(value => ({ value, label: value })) : toLabels[choice](t);
}

/** Choices whose values are not all in the list. */
export function allowsOthers(choice: ValueChoice): boolean {
  return choice === "text" || choice === "language";
}

function toOptions<Value extends string>(labels: Record<Value, string>): ValueOption[] {
  return Object.entries<string>(labels).map(([value, label]) => ({ value, label }));
}

function sort(options: ValueOption[]): ValueOption[] {
  return options.sort((a, b) => byLabel().compare(a.label, b.label));
}
