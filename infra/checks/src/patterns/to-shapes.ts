import type { Shapes } from "@shunt/testing";

/** One member of each character class that has an escape. */
const members: Record<string, string> = { s: " ", S: "!", d: "0", D: "a", w: "a", W: " ", n: "\n", r: "\r", t: "\t" };
const ofProperty: Record<string, string> = {
  L: "é",
  M: "\u0301",
  N: "²",
  P: "”",
  S: "™",
  Z: "\u00a0",
  C: "\u200b",
  Cc: "\u0001",
};
/** Escapes that match no character. */
const borders = new Set(["b", "B"]);
const maxMembers = 6;
const maxBeginnings = 8;

const token =
  /\\u\{?(?<unit>[0-9A-Fa-f]+)\}?|\\p\{(?<property>[^}]*)\}|\\(?<escaped>.)|\[(?<inClass>(?:\\.|[^\]\\])*)\]|(?<operator>\(\?(?:[:=!]|<[=!])|[()|^$*+?]|\{\d*,?\d*\})|(?<plain>.)/gsu;

/**
 * Reads literals and character classes from the source of a regular expression, ignoring its structure. That suffices to
 * build texts that it almost matches.
 */
export function toShapes(source: string): Required<Shapes> {
  const words = new Set<string>();
  const pieces: string[] = [];
  let word = "";
  const endWord = () => {
    if (word !== "") pieces.push(word);
    words.add(word);
    word = "";
  };
  for (const { groups = {} } of source.matchAll(token)) {
    const { inClass, operator } = groups;
    if (inClass === undefined && operator === undefined) {
      word += toCharacter(groups);
      continue;
    }
    endWord();
    const [first = "", ...others] = toMembers(inClass ?? "");
    for (const member of [first, ...others]) words.add(member);
    if (first !== "") pieces.push(first);
  }
  endWord();
  words.delete("");
  const beginnings = pieces.slice(0, maxBeginnings).map((_piece, i) => pieces.slice(0, i + 1).join(""));
  return { words: [...words], beginnings };
}

function toCharacter({ unit, property, escaped, plain = "" }: Record<string, string | undefined>): string {
  if (unit !== undefined) return String.fromCodePoint(Number.parseInt(unit, 16));
  if (property !== undefined) return ofProperty[property] ?? "é";
  if (escaped !== undefined) return borders.has(escaped) ? "" : (members[escaped] ?? escaped);
  return plain === "." ? "x" : plain;
}

/** Some of the characters that a class names; a negated class rejects them. */
function toMembers(inClass: string): string[] {
  const named = [...inClass.replace(/^\^/, "").matchAll(/\\?(.)/gsu)].map(([, character = ""]) => character);
  return [...new Set(named.map(character => members[character] ?? character))].slice(0, maxMembers);
}
