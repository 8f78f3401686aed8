/** Letters that Unicode does not take apart into a plain one and a mark. */
const plainLetters: Readonly<Record<string, string>> = {
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ħ: "h",
  ł: "l",
  ŧ: "t",
  þ: "th",
  // At the end of a word.
  ς: "σ",
};

/**
 * Text as it is compared in a search: without case, accents, invisible characters and differences of width. Two texts that people
 * take for the same fold to the same (https://www.unicode.org/reports/tr30/tr30-4.html).
 */
export function foldText(text: string): string {
  return (
    text
      .normalize("NFKD")
      .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, "")
      // Some letters have a case of several letters: ß is SS.
      .toUpperCase()
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[æœøđðħłŧþς]/g, letter => plainLetters[letter] ?? letter)
      .replace(/\s+/g, " ")
  );
}
