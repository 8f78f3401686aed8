import { deviceKinds } from "@shunt/contracts/clicks";
import type { LinkRule, RuleCondition } from "@shunt/contracts/links";
import { expect, test } from "vitest";
import { aRule } from "../../testing/a-rule.ts";
import { lintRules } from "./lint-rules.ts";

const on =
  <F extends RuleCondition["fact"]>(fact: F, rest: object = {}) =>
  (operator: string, value?: unknown) =>
    ({ fact, ...rest, operator, ...(value !== undefined && { value }) }) as RuleCondition;
const os = on("os");
const city = on("city");
const region = on("region");
const country = on("country");
const continent = on("continent");
const language = on("language");
const device = on("device");
const source = on("source");
const address = on("address");
const clicks = on("clicks");
const date = on("date");
const query = on("query", { key: "a" });
const weekday = on("weekday", { time_zone: "UTC" });
const time = on("time", { time_zone: "UTC" });
const timeInVienna = on("time", { time_zone: "Europe/Vienna" });
const morning = { from: "06:00", until: "12:00" };
const night = { from: "22:00", until: "06:00" };
const spring = { from: "2026-03-01T00:00:00.000Z", until: "2026-06-01T00:00:00.000Z" };
const fromSummer = { from: "2026-06-01T00:00:00.000Z" };
const always = source("in", ["link", "qr"]);

const codesOf = (...lists: RuleCondition[][]) =>
  lintRules({ rules: lists.map((conditions, i) => aRule(conditions, { name: `rule ${i + 1}` })) }).map(
    ({ code, pointer }) => `${code} ${pointer}`,
  );

test.each<[string, RuleCondition, RuleCondition]>([
  ["different systems", os("equals", "iOS"), os("equals", "Android")],
  ["a system and its negation in another case", os("equals", "iOS"), os("not_equals", "IOS")],
  ["a system without a part that it needs", os("equals", "Mac OS"), os("contains", "win")],
  ["different beginnings", city("starts_with", "Mün"), city("starts_with", "Ber")],
  ["a part and the negation of a smaller one", query("contains", "abc"), query("not_contains", "b")],
  ["a country in and not in a list", country("in", ["DE"]), country("not_in", ["DE", "AT"])],
  ["an unknown country and a negation", country("not_exists"), country("not_equals", "DE")],
  ["unknown and known", query("exists"), query("not_exists")],
  ["continents", continent("equals", "EU"), continent("not_exists")],
  ["one of several regions and its negation", region("equals", "Bavaria"), region("not_equals", "bavaria")],
  ["a dialect and no variant of its language", language("equals", "de-at"), language("not_equals", "de")],
  ["a preferred language that is not accepted", language("equals", "de"), language("not_contains", "de")],
  ["devices", device("equals", "mobile"), device("not_in", ["mobile", "tablet"])],
  ["addresses", address("in", ["10.1.0.0/16"]), address("not_in", ["10.0.0.0/9", "10.128.0.0/9"])],
  ["address families", address("equals", "0.0.0.0/0"), address("in", ["::/0"])],
  ["clicks", clicks("less_than", 2), clicks("at_least", 2)],
  ["dates without overlap", date("in", spring), date("in", fromSummer)],
  ["times without overlap", time("in", morning), time("in", night)],
  ["weekdays", weekday("equals", "monday"), weekday("in", ["saturday", "sunday"])],
])("lintRules reports a contradiction of %s, in either order", (_what, one, other) => {
  expect(codesOf([one, other])).toEqual(["contradiction /rules/0/conditions/1"]);
  expect(codesOf([other, always, one])).toEqual(["contradiction /rules/0/conditions/2"]);
});

test.each<[string, RuleCondition]>([
  ["no source", source("not_in", ["link", "qr"])],
  ["no address", address("not_in", ["0.0.0.0/0", "::/0"])],
])("lintRules reports a condition that allows %s", (_what, never) => {
  expect(codesOf([never])).toEqual(["contradiction /rules/0/conditions/0"]);
});

test.each<[string, RuleCondition, RuleCondition]>([
  ["a list that contains the value", country("equals", "DE"), country("in", ["DE", "AT"])],
  ["a negation of another value", country("equals", "DE"), country("not_equals", "US")],
  ["existence by a negation", country("not_in", ["DE"]), country("exists")],
  ["fewer negations", country("not_in", ["DE", "AT"]), country("not_equals", "AT")],
  ["the rest of the devices", device("not_in", ["mobile"]), device("in", deviceKinds.slice(2).concat("desktop"))],
  ["a part of the text", os("equals", "Mac OS"), os("contains", "mac")],
  ["a shorter part", query("contains", "abc"), query("contains", "b")],
  ["a shorter beginning", query("starts_with", "abc"), query("starts_with", "ab")],
  ["a part of the beginning", query("starts_with", "abc"), query("contains", "bc")],
  ["the negation of a longer part", query("not_contains", "b"), query("not_equals", "abc")],
  ["a language and its dialect", language("equals", "de-at"), language("equals", "de")],
  ["an accepted language", language("equals", "de"), language("contains", "de")],
  ["a preferred language by a negation", language("not_contains", "de"), language("not_equals", "de-at")],
  ["a range by an address", address("equals", "10.1.2.3"), address("in", ["192.0.2.7", "10.0.0.0/8"])],
  ["two adjacent ranges", address("equals", "10.0.0.0/8"), address("in", ["10.128.0.0/9", "10.0.0.0/9"])],
  ["IPv4 in the form of IPv6", address("equals", "::ffff:10.1.2.3"), address("in", ["10.0.0.0/8"])],
  ["clicks", clicks("at_least", 5), clicks("at_least", 2)],
  ["dates", date("in", spring), date("not_in", fromSummer)],
  ["times over midnight", time("in", { from: "23:00", until: "05:00" }), time("in", night)],
  ["weekdays", weekday("in", ["monday"]), weekday("not_in", ["sunday"])],
  ["a condition for all visits", country("exists"), always],
])("lintRules reports %s as redundant in a rule, and as unreachable behind a rule", (_what, narrow, wide) => {
  expect(codesOf([narrow, wide])).toEqual(["redundant /rules/0/conditions/1"]);
  expect(codesOf([wide], [narrow, city("exists")])).toEqual(["unreachable /rules/1"]);
});

test.each<[string, RuleCondition, RuleCondition]>([
  ["several values of a parameter", query("equals", "b"), query("equals", "c")],
  ["a value that another one accompanies", query("equals", "b"), query("not_equals", "c")],
  ["the cases of a parameter", query("equals", "b"), query("not_equals", "B")],
  ["parameters of two names", query("equals", "b"), on("query", { key: "b" })("not_equals", "b")],
  ["a region with two names", region("equals", "Bavaria"), region("equals", "DE-BY")],
  ["parts of a text", os("contains", "mac"), os("contains", "win")],
  ["a beginning and a part", os("starts_with", "mac"), os("contains", "os")],
  ["two languages of one visitor", language("equals", "de"), language("equals", "en")],
  ["a language that is not a dialect", language("equals", "de"), language("not_equals", "de-at")],
  ["an accepted language that is not preferred", language("contains", "de"), language("not_equals", "de")],
  ["negations of different values", country("not_equals", "DE"), country("not_equals", "AT")],
  ["a country and a continent", country("equals", "DE"), continent("not_equals", "NA")],
  ["overlapping ranges", address("in", ["10.0.0.0/8"]), address("not_in", ["10.0.0.0/9"])],
  ["clicks", clicks("less_than", 3), clicks("at_least", 2)],
  ["dates", date("in", { until: "2026-05-01T00:00:00.000Z" }), date("in", spring)],
  ["times", time("in", { from: "05:59", until: "07:00" }), time("in", night)],
  ["time zones", time("in", morning), timeInVienna("in", night)],
])("lintRules accepts %s", (_what, one, other) => {
  expect(codesOf([one, other])).toEqual([]);
  expect(codesOf([one], [other])).toEqual([]);
  expect(codesOf([other], [one])).toEqual([]);
});

test("lintRules reports a rule behind another only if all conditions of the earlier one are implied", () => {
  const german = country("in", ["DE", "AT"]);
  const iPhone = [os("equals", "iOS"), device("equals", "mobile")];

  expect(codesOf([german, os("equals", "ios")], [...iPhone, country("equals", "AT")])).toEqual([
    "unreachable /rules/1",
  ]);
  expect(codesOf([german, os("equals", "ios")], [country("equals", "AT")])).toEqual([]);
  expect(codesOf([country("equals", "AT")], [german])).toEqual([]);
  expect(codesOf([...iPhone], [german], [...iPhone, query("exists")], [country("equals", "AT")])).toEqual([
    "unreachable /rules/2",
    "unreachable /rules/3",
  ]);
});

test("lintRules accepts a last rule for all visits, and reports rules behind it", () => {
  expect(codesOf([country("exists")], [always])).toEqual([]);
  expect(codesOf([always], [country("exists")])).toEqual(["unreachable /rules/1"]);
  expect(codesOf([always, always])).toEqual(["redundant /rules/0/conditions/1"]);
});

test("lintRules says what is wrong", () => {
  const rules = [
    aRule([country("equals", "DE")], { name: "German" }),
    aRule([country("equals", "DE"), device("equals", "mobile")], { name: "German phones" }),
    aRule([clicks("less_than", 2), clicks("at_least", 5)], { name: "none" }),
  ];

  expect(lintRules({ rules })).toEqual([
    {
      code: "unreachable",
      pointer: "/rules/1",
      message: 'Each visit that meets this rule meets the earlier rule "German" (/rules/0).',
    },
    {
      code: "contradiction",
      pointer: "/rules/2/conditions/1",
      message: "No visit meets both this condition and /rules/2/conditions/0, so the rule never decides.",
    },
  ]);
});

test("lintRules reports a last rule with the result of the link", () => {
  const url = "https://example.com/";
  const variants = ["a", "b"].map(name => ({ name, url: `https://example.com/${name}`, weight: 1 }));
  const { url: _url, ...plain } = aRule([country("exists")]);
  const halves: LinkRule = { ...plain, split: { variants } };
  const home = aRule([country("exists")], { url });
  const codes = (given: Parameters<typeof lintRules>[0]) => lintRules(given).map(({ code }) => code);

  expect(codes({ rules: [home], url })).toEqual(["same-result"]);
  expect(codes({ rules: [halves], url, split: { variants } })).toEqual(["same-result"]);
  expect(codes({ rules: [{ ...home, conditions: [country("equals", "DE")] }, halves], url })).toEqual([]);
  expect(codes({ rules: [home], url, split: { variants } })).toEqual([]);
  expect(codes({ rules: [home] })).toEqual([]);
});

test("lintRules returns no warnings for rules of a newer release", () => {
  expect(codesOf([on("os")("resembles", "iOS"), os("not_exists"), os("exists")])).toEqual([]);
});
