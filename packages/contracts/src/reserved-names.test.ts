import fc from "fast-check";
import { expect, test } from "vitest";
import { isReservedUsername, isReservedWord } from "./reserved-names.ts";

const lookAlikes: Record<string, readonly string[]> = {
  o: ["0"],
  l: ["1", "i", "I"],
  i: ["1", "l", "I"],
  s: ["5", "S"],
  m: ["rn", "M"],
  e: ["3"],
  a: ["4", "A"],
};
const foreign: Record<string, readonly string[]> = {
  a: ["а", "á", "ａ"],
  o: ["о", "ο"],
  s: ["ѕ"],
  p: ["р"],
  u: ["ս"],
  n: ["ո"],
};

/** Spellings of a word with look-alike letters and separators. */
function spellings(word: string, alike: Record<string, readonly string[]>) {
  const letters = [...word].map(letter => fc.constantFrom(letter, letter.toUpperCase(), ...(alike[letter] ?? [])));
  const separators = [...word].map(() => fc.constantFrom("", "", "", "-", "_", "."));
  return fc
    .tuple(fc.tuple(...letters), fc.tuple(...separators))
    .map(([written, between]) =>
      written.map((letter, i) => letter + (i < written.length - 1 ? between[i] : "")).join(""),
    );
}

test.each(["admin", "support", "shunt", "security", "dashboard", "moderator", "settings", "login"])(
  "isReservedWord finds every spelling of %s",
  word => {
    fc.assert(fc.property(spellings(word, lookAlikes), written => isReservedWord(written)));
  },
);

test.each(["admin", "support", "shunt", "shunt support", "staff", "system"])(
  "isReservedUsername finds every spelling of %s, also in other scripts",
  word => {
    fc.assert(fc.property(spellings(word, foreign), written => isReservedUsername(written)));
    fc.assert(fc.property(spellings(word, lookAlikes), written => isReservedUsername(written)));
  },
);

test.each(
  `uri url-shop sociable statistic statics feeds heath homes logistics loginov adman admins terminal stem healing legacy
   linkedin urial apple apps mesh me2you contacts reporter supporter ropes routine robotic blogger tern modern corner qr-menu support24 security2026 team1 user1 help2`.split(
    /\s+/,
  ),
)("isReservedWord is false for %s", word => {
  expect(isReservedWord(word)).toBe(false);
});

test.each(["admin1", "Admin-2027", "4dmin7", "moderator_1", "shunt2"])("isReservedWord is true for %s", alias => {
  expect(isReservedWord(alias)).toBe(true);
});

test.each([
  ..."SHUNT! «Shunt» 【admin】 shunt:support shunt/support shunt·support shunt‑support @dmin @admin $hunt $shunt$ @$hunt adm!n".split(
    " ",
  ),
  ..."ᴀdmin ꜱhunt ꓢhunt ꓢꓴꓑꓑꓳꓣꓔ Ꭺdmin 🅰dmin 🅐dmin 🅰️dmin 🇦🇩🇲🇮🇳 admin1 1admin 5hunt1 admin٣ admin² Shunt™".split(" "),
  "✓ admin",
  "shunt official ✅",
  "Moderator 1",
  "The Shunt Team",
  "The official Shunt support team",
  "Support at Shunt",
  "Customer support",
  ..."\u034f\u115f\u3164\u2800\ufe0f\u200b".split("").map(invisible => `ad${invisible}min`),
])("isReservedUsername is true for %j", name => {
  expect(isReservedUsername(name)).toBe(true);
});

test.each([
  "ann",
  "Ann!",
  "Ann 1",
  "user1",
  "The Real Ann",
  "Theo",
  "Ann & Bot Co",
  "P!nk",
  "!!!",
  "123",
  "✨✨✨",
  "Uri",
  "Mo",
  "Botho",
  "Rooter",
  "Teamer",
  "Сергей",
  "Ελένη",
  "Adminah",
  "modesto",
  "staffan",
  "shunta",
])("isReservedUsername is false for %s", name => {
  expect(isReservedUsername(name)).toBe(false);
});
