import { expect, test, vi } from "vitest";
import { locales } from "./locales.ts";

vi.stubGlobal("localStorage", { getItem: () => null });

const translations = locales.filter(language => language !== "en");
const indexes = import.meta.glob<string>("../**/messages/index.ts", { query: "?raw", import: "default", eager: true });
const files = import.meta.glob<{ messages: object }>("../**/messages/??.ts");
const rooms = Object.keys(indexes).map(path => path.replace(/\/index\.ts$/, ""));

test("the catalogues of the dashboard: there are some", () => {
  expect(rooms.length).toBeGreaterThan(10);
});

test.each(rooms)("%s: lists all languages", room => {
  for (const language of locales) {
    expect(indexes[`${room}/index.ts`]).toContain(`  ${language}: () => `);
  }
});

test.each(rooms)("%s: has the texts of English in each language, and no long one is English", async room => {
  const english = new Map(listTexts(await read(room, "en")));
  for (const language of translations) {
    const translated = listTexts(await read(room, language));
    expect(translated.map(([key]) => key).sort()).toEqual([...english.keys()].sort());
    expect(translated.filter(([key, text]) => text.length > 25 && text === english.get(key))).toEqual([]);
  }
});

async function read(room: string, language: string): Promise<object> {
  const load = files[`${room}/${language}.ts`];
  if (load === undefined) {
    throw new Error(`${room} has no ${language}.ts`);
  }
  return (await load()).messages;
}

/** Keys with their texts; a function counts as an empty one. */
function listTexts(messages: object, prefix = ""): [key: string, text: string][] {
  return Object.entries(messages).flatMap(([key, value]): [string, string][] => {
    if (typeof value === "object") {
      return listTexts(value, `${prefix}${key}.`);
    }
    return [[`${prefix}${key}`, typeof value === "string" ? value : ""]];
  });
}
