import { Alias } from "@shunt/contracts/links";
import { expect, test } from "vitest";
import { adjectives, nouns } from "./code-words.ts";
import { generateCode } from "./generate-code.ts";

const config = (codeStyle: "random" | "readable") => ({
  links: { codeLength: 7, codeStyle },
});

test("the word lists have 256 different plain words each, none in both", () => {
  const all = [...adjectives, ...nouns];

  expect([adjectives.length, nouns.length, new Set(all).size]).toEqual([256, 256, 512]);
  expect(all.filter(word => !/^[a-z]{3,10}$/.test(word))).toEqual([]);
});

test("generateCode returns readable codes that may be chosen, too", () => {
  for (let i = 0; i < 200; i++) {
    const code = generateCode(config("random"), { style: "readable", isCaseSensitive: true }, 0);
    expect(code).toMatch(/^[a-z]+-[a-z]+-[1-9]\d$/);
    expect(Alias.parse(code)).toBe(code);
  }
});

/** The parts of so many codes that each possible part is among them but once in 10^30 runs. */
function partsOf(count: number, style: "random" | "readable", isCaseSensitive: boolean): Set<string>[] {
  const parts: Set<string>[] = [];
  for (let i = 0; i < count; i++) {
    const code = generateCode(config(style), { style, isCaseSensitive }, 0);
    const drawn = code.split(style === "readable" ? "-" : "");
    if (drawn.length !== (style === "readable" ? 3 : 7)) throw new Error(`${code} has ${drawn.length} parts`);
    for (const [at, part] of drawn.entries()) {
      parts[at] ??= new Set();
      parts[at].add(part);
    }
  }
  return parts;
}

test("generateCode draws each adjective, noun and number of two digits", () => {
  const [first, second, third] = partsOf(25_000, "readable", true);

  expect(first).toEqual(new Set(adjectives));
  expect(second).toEqual(new Set(nouns));
  expect(third).toEqual(new Set(Array.from({ length: 90 }, (_, i) => String(10 + i))));
});

const lowerCase = "23456789abcdefghijkmnpqrstuvwxyz";

test.each([
  ["56 characters that do not look alike", true, `${lowerCase}ABCDEFGHJKLMNPQRSTUVWXYZ`],
  ["32 of them on domains that ignore case", false, lowerCase],
])("generateCode draws each of %s at each of seven places", (_what, isCaseSensitive, characters) => {
  const places = partsOf(6_000, "random", isCaseSensitive);

  expect(places).toEqual(Array(7).fill(new Set(characters)));
});

test.each([
  ["the style of the instance", "readable", undefined, 0, /^[a-z]+-[a-z]+-\d\d$/],
  ["the style of the request", "readable", "random", 0, /^\w{7}$/],
  ["random codes by default", "random", undefined, 0, /^\w{7}$/],
  ["more digits after three taken codes", "readable", undefined, 3, /-\d{3}$/],
  ["still more digits after nine", "readable", undefined, 9, /-\d{5}$/],
] as const)("generateCode returns %s", (_what, instance, style, attempt, form) => {
  expect(generateCode(config(instance), { style, isCaseSensitive: true }, attempt)).toMatch(form);
});

test("generateCode names the setting to change once no code is free", () => {
  const generate = () => generateCode(config("random"), { style: undefined, isCaseSensitive: true }, 10);

  expect(generate).toThrow("raise SHORT_CODE_LENGTH");
});
