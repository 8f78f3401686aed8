/** Scripts that people write today (Unicode TR31, table 5), apart from those of `eastAsian`. Others have many look-alikes of these. */
const scripts =
  `Arabic Armenian Bengali Cyrillic Devanagari Ethiopic Georgian Greek Gujarati Gurmukhi Hebrew Kannada Khmer Lao Malayalam
  Myanmar Oriya Sinhala Tamil Telugu Thaana Thai Tibetan`.split(/\s+/);
/** Chinese, Japanese and Korean mix scripts, also with Latin letters (Unicode TR39, "highly restrictive"). */
const eastAsian = ["Latin Han Hiragana Katakana", "Latin Han Bopomofo", "Latin Han Hangul"];

const toClass = (names: string) =>
  `[${names
    .split(" ")
    .map(name => `\\p{Script_Extensions=${name}}`)
    .join("")}\\p{Script_Extensions=Common}\\p{Script_Extensions=Inherited}]`;

/** Thai and Lao words contain these vowels, which NFKC would split. */
const compatibility = /[\u0e33\u0eb3]/gu;
const letter = /[\p{L}\p{Mn}\p{Mc}\p{Nd}_-]/u;
const markAtStart = /^\p{M}/u;
const tooManyMarks = /\p{M}{5}|(\p{M})\1/u;

interface Tables {
  anyScript: RegExp;
  oneScript: RegExp;
  emoji: RegExp;
  graphemes: Intl.Segmenter;
}

let tables: Tables | undefined;

/** Builds the tables at first use: this takes 50 ms, longer on a phone, and most codes are ASCII. */
function getTables(): Tables {
  tables ??= createTables();
  return tables;
}

function createTables(): Tables {
  const classes = [...scripts, ...eastAsian].map(toClass);
  return {
    anyScript: new RegExp(classes.join("|"), "v"),
    oneScript: new RegExp(`^(?:${classes.map(letters => `${letters}+`).join("|")})$`, "v"),
    emoji: /^\p{RGI_Emoji}$/v,
    graphemes: new Intl.Segmenter("und", { granularity: "grapheme" }),
  };
}

/**
 * Why a segment of a code could be mistaken for another one: letters of several or of rare scripts, invisible characters, unknown
 * sequences of emoji. Returns undefined for other segments.
 *
 * @param segment in its canonical form
 */
export function letterProblem(segment: string): string | undefined {
  const { anyScript, oneScript, emoji, graphemes } = getTables();
  let text = "";
  for (const { segment: grapheme } of graphemes.segment(segment)) {
    if (emoji.test(grapheme)) continue;
    for (const character of grapheme) {
      if (!isPlain(character)) return `must not contain ${describe(character)}`;
      text += character;
    }
  }
  if (markAtStart.test(text) || tooManyMarks.test(text))
    return "has a combining mark without a letter, or too many of them";
  if (text === "" || oneScript.test(text)) return undefined;
  const foreign = [...text].find(character => !anyScript.test(character));
  return foreign === undefined
    ? "mixes letters of several scripts, which look alike"
    : `must not contain ${describe(foreign)}, whose script is not in daily use`;
}

/** Other forms of a letter, such as full-width ones, look like it. */
function isPlain(character: string): boolean {
  return (
    letter.test(character) &&
    character.replace(compatibility, "").normalize("NFKC") === character.replace(compatibility, "")
  );
}

function describe(character: string): string {
  const point = character.codePointAt(0) as number;
  const name = `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
  return /[\p{Default_Ignorable_Code_Point}\p{C}\p{Z}]/u.test(character)
    ? `the invisible character ${name}`
    : `${character} (${name})`;
}
