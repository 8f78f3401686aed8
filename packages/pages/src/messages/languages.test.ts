import { expect, test } from "vitest";
import { en } from "./en.ts";
import { catalogues, chooseLanguage } from "./languages.ts";

/** Every text of a catalogue, by its path. */
function textsOf(messages: object, path = ""): [string, string][] {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${path}/${key}`, value] as [string, string]] : textsOf(value, `${path}/${key}`),
  );
}

const placeholdersOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
const english = new Map(textsOf(en));

test.each(Object.entries(catalogues))(
  "the catalogue %s has every text with its placeholders",
  (language, catalogue) => {
    const texts = new Map(textsOf(catalogue));

    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [path, text] of texts) {
      expect(text.trim(), path).not.toBe("");
      expect(placeholdersOf(text), path).toEqual(placeholdersOf(english.get(path) ?? ""));
      if (language !== "en") expect(text, `${path} is not translated`).not.toBe(english.get(path));
    }
  },
);

test.each([
  ["", "en"],
  ["de", "de"],
  ["de-AT", "de"],
  ["DE-latn-CH-1996", "de"],
  ["fr-CH, fr;q=0.9, de;q=0.8, en;q=0.7", "fr"],
  ["it-CH, it;q=0.9, de;q=0.8, en;q=0.7", "de"],
  ["en;q=0.5, de;q=0.9", "de"],
  ["es-419", "es"],
  ["it, *;q=0.5", "en"],
  ["*", "en"],
  ["de;q=0", "en"],
  ["de;q=0, *", "en"],
  ["deu", "en"],
  ["__proto__, constructor", "en"],
  [";q=1,,,;;-", "en"],
  [`${"x-".repeat(5_000)}, de`, "en"],
])("chooseLanguage returns for %j the language %s", (header, language) => {
  expect(chooseLanguage(header)).toBe(language);
});
