import { deviceKinds, visitClasses, visitSources } from "@shunt/contracts/clicks";
import { continents, type RuleCondition, weekdays } from "@shunt/contracts/links";
import { parseRange } from "@shunt/visitor/address-range";
import { asWritten, type Form, ignoringCase, type TextCondition } from "../text-condition.ts";
import { toDailySpans, toDateSpan } from "../time-condition.ts";
import type { Claim, TextMatchClaim } from "./claim.ts";
import { isSubset, type Span, type Spans, toSpans, without } from "./spans.ts";
import type { TextMatch } from "./text-match.ts";

const allTime: Span = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
const minutesOfDay: Span = [0, 1_440];
/** Addresses of IPv6, and behind them those of IPv4. */
const ipv4Start = 1n << 128n;
const addresses: Span = [0n, ipv4Start + (1n << 32n)];

/** Unknown facts are in no span, apart from the continent, which can be asked for as `not_exists`. */
export function toClaim(condition: RuleCondition): Claim {
  const { fact } = condition;
  switch (fact) {
    case "browser":
    case "os":
    case "city":
      return { about: fact, ...toTexts(condition, ignoringCase, { isSingle: true }) };
    case "country":
      return { about: fact, ...toTexts(condition, asWritten, { isSingle: true }) };
    case "region":
    case "referrer":
      return { about: fact, ...toTexts(condition, ignoringCase, { isSingle: false }) };
    case "query":
    case "cookie":
      return { about: `${fact} ${condition.key}`, ...toTexts(condition, asWritten, { isSingle: false }) };
    case "language":
      return { about: fact, ...toLanguages(condition) };
    case "device":
      return { about: fact, ...toChoice(condition, deviceKinds) };
    case "source":
      return { about: fact, ...toChoice(condition, visitSources) };
    case "class":
      return { about: fact, ...toChoice(condition, visitClasses) };
    case "continent":
      if ("value" in condition) return { about: fact, ...toChoice(condition, continents), isAlways: false };
      return { about: fact, ...within([condition.operator === "exists" ? [0, continents.length] : [-1, 0]]) };
    case "weekday":
      return { about: `${fact} ${condition.time_zone}`, ...toChoice(condition, weekdays) };
    case "time":
      return {
        about: `${fact} ${condition.time_zone}`,
        ...within(inOrOut(condition, minutesOfDay, toDailySpans(condition.value))),
      };
    case "date":
      return { about: fact, ...within(inOrOut(condition, allTime, [toDateSpan(condition.value)])) };
    case "address":
      return { about: fact, ...within(inOrOut(condition, addresses, [condition.value].flat().map(toAddressSpan))) };
    case "clicks": {
      const { operator, value } = condition;
      return { about: fact, ...within([operator === "less_than" ? [0, value] : [value, Number.POSITIVE_INFINITY]]) };
    }
  }
}

function within(spans: Spans) {
  return { kind: "within", spans, isAlways: false } as const;
}

/** For a fact that every visit has. */
function toChoice(condition: { operator: string; value: string | readonly string[] }, choices: readonly string[]) {
  const all: Span = [0, choices.length];
  const named = [condition.value].flat().map((value): Span => {
    const index = choices.indexOf(value);
    return [index, index + 1];
  });
  const spans = inOrOut(condition, all, named);
  return { ...within(spans), isAlways: isSubset([all], spans) };
}

function inOrOut({ operator }: { operator: string }, whole: Span, given: readonly Span[]): Spans {
  const spans = toSpans(given);
  return isNegation(operator) ? without(whole, spans) : spans;
}

function toAddressSpan(text: string): Span {
  const { address, prefix } = parseRange(text);
  const bytes = address.toByteArray();
  const size = BigInt(bytes.length * 8 - prefix);
  const value = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const start = ((value >> size) << size) + (address.kind() === "ipv4" ? ipv4Start : 0n);
  return [start, start + (1n << size)];
}

type Texts = { kind: "unknown" } | TextMatchClaim;

function toTexts(condition: TextCondition, form: Form, { isSingle }: { isSingle: boolean }): Texts {
  const { operator } = condition;
  if (operator === "not_exists") return { kind: "unknown" };
  return { kind: isNegation(operator) ? "none" : "some", match: toMatch(condition, form), isSingle, among: "all" };
}

function toMatch(condition: TextCondition, form: Form): TextMatch {
  if (!("value" in condition)) return { kind: "any" };
  switch (condition.operator) {
    case "equals":
    case "not_equals":
      return { kind: "list", values: new Set([form(condition.value)]) };
    case "in":
    case "not_in":
      return { kind: "list", values: new Set(condition.value.map(form)) };
    case "contains":
    case "not_contains":
      return { kind: "containing", part: form(condition.value) };
    case "starts_with":
    case "not_starts_with":
      return { kind: "starting", part: form(condition.value) };
  }
}

function toLanguages(condition: Extract<RuleCondition, { fact: "language" }>): Texts {
  const { operator } = condition;
  if (operator === "not_exists") return { kind: "unknown" };
  if (!("value" in condition)) return { kind: "some", match: { kind: "any" }, isSingle: false, among: "all" };
  const match: TextMatch = { kind: "languages", values: new Set([condition.value].flat()) };
  const among = operator === "contains" || operator === "not_contains" ? "all" : "preferred";
  return { kind: isNegation(operator) ? "none" : "some", match, isSingle: false, among };
}

function isNegation(operator: string): boolean {
  return operator.startsWith("not_");
}
