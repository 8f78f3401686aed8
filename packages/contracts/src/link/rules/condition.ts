import { z } from "zod";
import { text } from "../../text.ts";
import { deviceKinds, visitClasses, visitSources } from "../../visitor-kinds.ts";
import { continents } from "./countries.ts";
import { Address, ComparedText, Country, DailyWindow, dateWindow, Language } from "./values.ts";
import { weekdays } from "./weekdays.ts";

const equality = ["equals", "not_equals"] as const;
const parts = ["contains", "not_contains", "starts_with", "not_starts_with"] as const;
const operators = <O extends string>(...names: readonly [O, ...O[]]) =>
  z.enum(names).describe("How to compare. An unknown fact meets `not_exists` only.");
const membership = operators("in", "not_in");
const presence = operators("exists", "not_exists");

/** Texts whose case does not matter. */
const textFacts = ["browser", "os", "region", "city", "referrer"] as const;
/** Texts that visitors send under a name; their case matters. */
const keyedFacts = ["query", "cookie"] as const;

const many = <V extends z.ZodType>(value: V) => z.array(value).min(1).max(100).describe("One to 100 values.");
const oneOf = <V extends string>(values: readonly [V, ...V[]]) => z.enum(values).describe("The value to compare with.");
/** The facts of one shape. */
const facts = <F extends string>(...names: readonly [F, ...F[]]) => z.enum(names).describe("The fact to compare.");
const key = text({ min: 1, max: 100 }).describe("Name of the query parameter or cookie, in its exact case.");

const named = facts(...textFacts);
const keyed = facts(...keyedFacts);
const country = facts("country");
const language = facts("language");
const continent = facts("continent");
const address = facts("address");
const weekday = facts("weekday");

const byOperator = <O extends readonly [z.core.$ZodTypeDiscriminable, ...z.core.$ZodTypeDiscriminable[]]>(options: O) =>
  z.discriminatedUnion("operator", options, { error: unknownChoice("operator", options) });

/** A fact that every visit has, with few values. */
const choice = <F extends string, V extends string>(fact: F, values: readonly [V, ...V[]]) => {
  const value = oneOf(values);
  return byOperator([
    z.strictObject({ fact: facts(fact), operator: operators(...equality), value }),
    z.strictObject({ fact: facts(fact), operator: membership, value: many(value) }),
  ]);
};

/**
 * @param instant schema of a time, whose output is its text in UTC
 * @param zone schema of the name of a time zone
 */
export function conditionSchema<I extends z.ZodType<string>, Z extends z.ZodType<string>>(instant: I, zone: Z) {
  const time_zone = zone.describe("IANA time zone such as `Europe/Vienna`; by default `UTC`.");
  const options = [
    byOperator([
      z.strictObject({ fact: named, operator: operators(...equality, ...parts), value: ComparedText }),
      z.strictObject({ fact: named, operator: membership, value: many(ComparedText) }),
      z.strictObject({ fact: named, operator: presence }),
    ]),
    byOperator([
      z.strictObject({ fact: keyed, key, operator: operators(...equality, ...parts), value: ComparedText }),
      z.strictObject({ fact: keyed, key, operator: membership, value: many(ComparedText) }),
      z.strictObject({ fact: keyed, key, operator: presence }),
    ]),
    byOperator([
      z.strictObject({ fact: country, operator: operators(...equality), value: Country }),
      z.strictObject({ fact: country, operator: membership, value: many(Country) }),
      z.strictObject({ fact: country, operator: presence }),
    ]),
    byOperator([
      z.strictObject({ fact: continent, operator: operators(...equality), value: oneOf(continents) }),
      z.strictObject({ fact: continent, operator: membership, value: many(oneOf(continents)) }),
      z.strictObject({ fact: continent, operator: presence }),
    ]),
    byOperator([
      z.strictObject({
        fact: language,
        operator: operators(...equality, "contains", "not_contains"),
        value: Language,
      }),
      z.strictObject({ fact: language, operator: membership, value: many(Language) }),
      z.strictObject({ fact: language, operator: presence }),
    ]),
    choice("device", deviceKinds),
    choice("source", visitSources),
    choice("class", visitClasses),
    byOperator([
      z.strictObject({ fact: address, operator: operators(...equality), value: Address }),
      z.strictObject({ fact: address, operator: membership, value: many(Address) }),
    ]),
    byOperator([
      z.strictObject({ fact: weekday, operator: operators(...equality), value: oneOf(weekdays), time_zone }),
      z.strictObject({ fact: weekday, operator: membership, value: many(oneOf(weekdays)), time_zone }),
    ]),
    byOperator([z.strictObject({ fact: facts("time"), operator: membership, value: DailyWindow, time_zone })]),
    byOperator([z.strictObject({ fact: facts("date"), operator: membership, value: dateWindow(instant) })]),
    byOperator([
      z.strictObject({
        fact: facts("clicks"),
        operator: operators("less_than", "at_least"),
        value: z.int().min(1).max(1_000_000_000).describe("Human clicks before this one."),
      }),
    ]),
  ] as const;
  return z.discriminatedUnion("fact", options, { error: unknownChoice("fact", options) });
}

/** Names the choices, which zod's own message lacks. */
function unknownChoice(discriminator: string, options: readonly z.core.$ZodTypeDiscriminable[]) {
  const choices = options.flatMap(option => [...(option._zod.propValues?.[discriminator] ?? [])]);
  const message = `must be one of ${choices.map(value => JSON.stringify(value)).join(", ")}`;
  return (issue: z.core.$ZodRawIssue) => (issue.code === "invalid_union" ? message : undefined);
}
