import { expect, test, vi } from "vitest";
import { locales } from "./locales.ts";

vi.stubGlobal("localStorage", { getItem: () => null });

type Text = (...values: unknown[]) => string;
type Texts = { [name: string]: Texts } & Text;
const files = import.meta.glob<{ messages: Texts }>("../**/messages/{en,de,fr,es}.ts");

test.each([
  ["editor", "seconds", [1], ["1 second", "1 Sekunde", "1 seconde", "1 segundo"]],
  ["qr", "marginValue", [1], ["1 module", "1 Modul", "1 module", "1 módulo"]],
  [
    "social/feed",
    "charactersLeft",
    [1],
    ["1 character left", "Noch 1 Zeichen", "Encore 1 caractère", "Queda 1 carácter"],
  ],
  ["labels", "tags.mergeAbout", ["a", 1], ["1 link with the tag a gets the other tag", "1 Link", "1 lien", "1 enlace"]],
  ["labels", "folders.mergeAbout", ["a", 1], ["1 link moves", "1 Link", "1 lien", "1 enlace"]],
  [
    "operations",
    "sentences.dead-batches",
    [{ batches: 1 }],
    ["1 batch could", "1 Stapel ließ", "1 lot n’a", "1 lote no se pudo"],
  ],
])("%s: %s has a form for one", async (room, name, values, expected) => {
  const texts = await Promise.all(locales.map(locale => read(room, locale, name)));

  for (const [at, text] of texts.entries())
    expect(text(...values)).toMatch(new RegExp(`^${expected[at]}(?!\\p{L})`, "u"));
});

async function read(room: string, locale: string, name: string): Promise<Text> {
  const loaded = await files[`../${room}/messages/${locale}.ts`]?.();
  return name.split(".").reduce((texts, each) => texts[each] as Texts, loaded?.messages as Texts);
}
