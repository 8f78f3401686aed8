import { type Link, linkFields, weekdays } from "@shunt/contracts/links";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { factKinds, facts, type Operator, toShape, type ValueShape } from "../rules/facts.ts";
import { checkForm } from "./check-form.ts";
import { blankForm, changedFields, formFields, toChanges, toForm, toNewLink } from "./form-fields.ts";
import type { LinkForm } from "./link-form.ts";

vi.stubGlobal("localStorage", { getItem: () => null });

const word = fc.stringMatching(/^[a-z]{1,12}$/);
const url = word.map(name => `https://example.com/${name}`);
const instant = fc
  .integer({ min: Date.UTC(2030, 0, 1) / 60_000, max: Date.UTC(2040, 0, 1) / 60_000 })
  .map(minute => new Date(minute * 60_000).toISOString());
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const names = (count: number) => Array.from({ length: count }, (_, i) => `part ${i + 1}`);

const split = fc
  .tuple(fc.array(fc.tuple(url, fc.integer({ min: 1, max: 1_000 })), { minLength: 2, maxLength: 5 }), orNull(instant))
  .map(([variants, end]) => ({
    variants: variants.map(([target, weight], i) => ({ name: names(5)[i] as string, url: target, weight })),
    ...(end !== null && { ends_at: end, winner: "part 1" }),
  }));

const values: Record<ValueShape, fc.Arbitrary<unknown>> = {
  none: fc.constant(undefined),
  one: word,
  many: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
  count: fc.integer({ min: 1, max: 1_000 }),
  "daily-window": fc.constant({ from: "22:00", until: "06:00" }),
  "date-window": instant.map(from => ({ from })),
};
/** Values of facts that accept few. */
const known: Partial<Record<string, string>> = {
  country: "DE",
  continent: "EU",
  language: "de",
  device: "mobile",
  source: "qr",
  class: "human",
  weekday: weekdays[2],
  address: "192.0.2.7",
};
const condition = fc.constantFrom(...facts).chain(fact => {
  const { operators, hasKey, hasTimeZone } = factKinds[fact];
  return fc.constantFrom<Operator>(...operators).chain(operator => {
    const shape = toShape(fact, operator);
    const one = known[fact];
    const value =
      one === undefined || !["one", "many"].includes(shape)
        ? values[shape]
        : fc.constant(shape === "many" ? [one] : one);
    return value.map(given => ({
      fact,
      operator,
      ...(hasKey && { key: "campaign" }),
      ...(given !== undefined && { value: given }),
      ...(hasTimeZone && { time_zone: "Europe/Vienna" }),
    }));
  });
});
const result = fc.oneof(
  url.map(target => ({ url: target })),
  split.map(variants => ({ split: variants })),
  fc.constantFrom(404, 410, 451).map(status => ({ status })),
);
const rules = fc
  .array(fc.tuple(fc.array(condition, { minLength: 1, maxLength: 3 }), result), { minLength: 1, maxLength: 4 })
  .map(list => list.map(([conditions, done], i) => ({ name: names(4)[i], conditions, ...done })));

/** The settings of links as the API shows them. */
const link = fc
  .record({
    original_url: url,
    short_code: word.map(text => `code-${text}`),
    domain: fc.constant(null),
    title: orNull(word),
    notes: orNull(word),
    folder: orNull(word),
    tags: fc.uniqueArray(word, { maxLength: 4 }).map(tags => tags.sort()),
    external_id: orNull(word),
    utm_source: orNull(word),
    utm_medium: orNull(word),
    utm_campaign: orNull(word),
    utm_term: orNull(word),
    utm_content: orNull(word),
    is_active: fc.boolean(),
    starts_at: orNull(instant),
    expires_at: orNull(instant),
    fallback_url: orNull(url),
    max_clicks: orNull(fc.integer({ min: 1, max: 1_000_000 })),
    has_password: fc.boolean(),
    is_public: fc.boolean(),
    is_indexable: fc.boolean(),
    redirect_status: fc.constantFrom(301, 302, 307, 308),
    cache_seconds: orNull(fc.integer({ min: 0, max: 86_400 })),
    referrer_policy: orNull(fc.constantFrom("origin", "no-referrer")),
    forward_query: orNull(fc.constantFrom("off", "visitor_wins", "link_wins")),
    forward_path: orNull(fc.constantFrom("ignore", "append", "not_found")),
    placeholders: orNull(fc.constant(true)),
    cloak: orNull(fc.constant(true)),
    ios_url: orNull(url),
    ios_fallback_url: fc.constant(null),
    android_url: fc.constantFrom(null, "https://play.example.com/app"),
    android_fallback_url: fc.constant(null),
    card: orNull(fc.record({ title: word, image_url: url, image_width: fc.constant(1_200) })),
    split: orNull(split),
    rules: orNull(rules),
  })
  .map(settings => settings as unknown as Link);

test("a form sends the settings that it was read from, and no problem is found in them", () => {
  fc.assert(
    fc.property(link, shown => {
      const form = toForm(shown);
      const { domain: _domain, ...changes } = toChanges(form, blankForm) as Partial<Link>;

      for (const [field, value] of Object.entries(changes))
        expect({ [field]: value }).toEqual({ [field]: shown[field as keyof Link] });
      const unsent = Object.keys(formFields).filter(
        field => field in shown && !(field in changes) && field !== "domain",
      );
      for (const field of unsent) {
        expect({ [field]: shown[field as keyof Link] }).toEqual({ [field]: valueOfBlank(field as keyof LinkForm) });
      }
      expect(checkForm({ ...form, domain: "" }, undefined)).toEqual([]);
    }),
  );
});

test("an unchanged form sends nothing", () => {
  fc.assert(
    fc.property(link, shown => {
      expect(toChanges(toForm(shown), toForm(shown))).toEqual({});
    }),
  );
});

test("a change sends only the fields that changed", () => {
  fc.assert(
    fc.property(link, word, (shown, title) => {
      const before = toForm(shown);
      const form = { ...before, title: `new ${title}`, password: { action: "remove", value: "" } } as const;

      expect(changedFields(form, before)).toEqual(["title", "password"]);
      expect(toChanges(form, before)).toEqual({ title: `new ${title}`, password: null });
    }),
  );
});

test("a new link adds the scheme, and leaves defaults to the server", () => {
  expect(toNewLink({ ...blankForm, original_url: "example.com/a", short_code: " sale " })).toEqual({
    original_url: "https://example.com/a",
    short_code: "sale",
  });
});

test("a form without a destination has a problem at its field", () => {
  expect(checkForm(blankForm, undefined)).toEqual([{ path: "original_url", message: "is required" }]);
});

test("problems of rules are at the path of the value", () => {
  const [country] = facts;
  const rule = {
    ...toForm({
      ...emptyLink(),
      rules: [
        { name: "a", conditions: [{ fact: "country", operator: "in", value: ["DE"] }], url: "https://example.com/" },
      ],
    } as unknown as Link).rules[0],
  };
  const condition = { fact: country, operator: "in", key: "", value: ["DE", "Germany"], time_zone: "UTC" };
  const form = {
    ...blankForm,
    original_url: "https://example.com/",
    rules: [{ ...rule, conditions: [condition] }],
  } as LinkForm;

  expect(checkForm(form, undefined).map(({ path }) => path)).toEqual(["rules.0.conditions.0.value.1"]);
});

test("the form has all settings of a link", () => {
  const settings = Object.entries(linkFields).flatMap(([field, each]) => ("write" in each ? field : []));

  // Lists archive links.
  expect(settings.filter(field => !(field in formFields))).toEqual(["is_archived"]);
});

function emptyLink(): object {
  return Object.fromEntries(
    Object.keys(formFields)
      .map(field => [field, null])
      .concat([["tags", []]] as never),
  );
}

function valueOfBlank(field: keyof LinkForm): unknown {
  return field === "redirect_status" ? undefined : formFields[field].write(blankForm[field] as never);
}
