import fc from "fast-check";
import { expect, test } from "vitest";
import { Email } from "./api/auth.ts";
import { CreateLink } from "./api/links.ts";
import { Username } from "./api/social/people.ts";
import { CreateWebhook } from "./api/webhooks.ts";
import { DomainName, HostName } from "./host-name.ts";
import { FolderName, TagName } from "./link/link-values.ts";
import { Alias } from "./short-code.ts";
import { trimInvisible } from "./trim-invisible.ts";

/** Invisible characters in copied text: blanks, line ends, controls, zero-width, bidi, fillers, byte order mark, soft hyphen. */
const invisible = [
  ..." \t\r\n\v\f\u0001\u001f\u007f\u0085\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u180e",
  ..."\u2000\u2001\u2007\u2009\u200a\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u202f\u205f",
  ..."\u2060\u2061\u2064\u2066\u2067\u2068\u2069\u206a\u206f\u2800\u3000\u3164\ufe0f\ufeff\uffa0\ufff9\ufffb\u{1bca0}\u{1d173}\u{e0001}\u{e0020}",
];
const ends = fc.array(fc.constantFrom(...invisible), { minLength: 1, maxLength: 5 }).map(each => each.join(""));

test.each([
  [
    "destination",
    (value: string) => CreateLink.parse({ original_url: value }).original_url,
    "https://example.com/page",
  ],
  [
    "fallback",
    (value: string) => CreateLink.parse({ original_url: "https://example.com/", fallback_url: value }).fallback_url,
    "https://example.com/page",
  ],
  [
    "webhook",
    (value: string) => CreateWebhook.parse({ url: value, events: ["link.created"] }).url,
    "https://example.com/a",
  ],
  ["alias", (value: string) => Alias.parse(value), "spring-sale"],
  ["host", (value: string) => HostName.parse(value), "go.example.com"],
  ["domain", (value: string) => DomainName.parse(value), "go.example.com"],
  ["tag", (value: string) => TagName.parse(value), "spring sale"],
  ["folder", (value: string) => FolderName.parse(value), "2027"],
  [
    "external id",
    (value: string) => CreateLink.parse({ original_url: "https://example.com/", external_id: value }).external_id,
    "a 1",
  ],
  ["e-mail address", (value: string) => Email.parse(value), "ann@example.com"],
  ["username", (value: string) => Username.parse(value), "Ann"],
] as const)("invisible characters at either end of a %s are removed", (_name, parse, plain) => {
  for (const each of invisible) expect(parse(`${each}${plain}${each}`), JSON.stringify(each)).toBe(plain);
  fc.assert(
    fc.property(ends, ends, (before, after) => {
      expect(parse(before + plain + after)).toBe(plain);
    }),
  );
});

test.each([
  ["👩‍👩‍👧", "👩‍👩‍👧"],
  ["I ❤\ufe0f", "I ❤\ufe0f"],
  ["\u200b❤\ufe0f\u200b", "❤\ufe0f"],
  [
    "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} ",
    "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
  ],
  ["می\u200cخواهم", "می\u200cخواهم"],
  ["\u0600 12", "\u0600 12"],
  ["a\u00a0b", "a\u00a0b"],
  ["plain\ufe0f", "plain"],
  ["\u200b\u00a0\ufeff", ""],
  ["", ""],
])("trimInvisible converts %j to %j", (typed, kept) => {
  expect(trimInvisible(typed)).toBe(kept);
});

test("trimInvisible keeps visible text and is idempotent", () => {
  const visible = fc.string({ unit: "grapheme", minLength: 1 }).filter(value => /^\S(.*\S)?$/su.test(value));
  fc.assert(
    fc.property(visible, fc.string(), ends, (value, inner, end) => {
      const trimmed = trimInvisible(value);
      expect(trimInvisible(trimmed)).toBe(trimmed);
      expect(trimInvisible(`a${inner}b${end}`)).toBe(`a${inner}b`);
    }),
  );
});
