import { expect, test, vi } from "vitest";
import type { Messages } from "./messages/en.ts";

vi.stubGlobal("localStorage", { getItem: () => null });

const files = import.meta.glob<{ messages: Messages & { title: string } }>("../**/messages/*.ts");

/** Pages by their text in the navigation, with the room of their title. */
const rooms = {
  overview: "overview",
  links: "links",
  analytics: "analytics",
  utmTemplates: "utm-templates",
  domains: "domains",
  import: "import",
  feed: "social/feed",
  people: "social/people",
  workspaces: "workspaces",
  developers: "developers",
  administration: "admin",
  operations: "operations",
} as const;

test.each(["en", "de", "fr", "es"])("in %s, pages have the names that the navigation shows", async language => {
  const navigation = await read("./messages", language);
  for (const [label, room] of Object.entries(rooms)) {
    const { title } = await read(`../${room}/messages`, language);
    expect([room, navigation[label as keyof typeof rooms]]).toEqual([room, title]);
  }
});

async function read(room: string, language: string) {
  const load = files[`${room}/${language}.ts`];
  if (load === undefined) throw new Error(`${room} has no ${language}.ts`);
  return (await load()).messages;
}
