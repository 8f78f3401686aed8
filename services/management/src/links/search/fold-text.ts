/** Letters that Unicode does not decompose into a base letter and a mark. */
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
  // Final sigma.
  ς: "σ",
};

/** Quotation marks and dashes that keyboards and word processors substitute for the ASCII ones. */
const plainMarks: Readonly<Record<string, string>> = {
  ...Object.fromEntries([..."\u2018\u2019\u201b\u02bc\u02b9\u2032"].map(mark => [mark, "'"])),
  ...Object.fromEntries([..."\u201c\u201d\u201f\u2033"].map(mark => [mark, '"'])),
  ...Object.fromEntries([..."\u2010\u2011\u2012\u2013\u2014\u2015\u2212"].map(mark => [mark, "-"])),
};

/**
 * Removes case, accents, invisible characters, and differences in width, white space and typographic marks
 * (https://www.unicode.org/reports/tr30/tr30-4.html).
 */
export function foldText(text: string): string {
  return (
    text
      .normalize("NFKD")
      .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, "")
      // ß becomes SS.
      .toUpperCase()
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[æœøđðħłŧþς]/g, letter => plainLetters[letter] ?? letter)
      .replace(
        /[\u2010-\u2015\u2018\u2019\u201b-\u201d\u201f\u2032\u2033\u2212\u02b9\u02bc]/g,
        mark => plainMarks[mark] ?? mark,
      )
      .replace(/\s+/g, " ")
  );
}
