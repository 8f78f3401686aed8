import { expect, test } from "vitest";
import { Link } from "../api/links.ts";
import { plainLink, toCachedLink } from "../cached-link.ts";
import { type LinkSettings, linkSettings, shownFields } from "./link-settings.ts";

test.each(linkSettings.map(setting => [setting.field, setting] as const))(
  "the initial value of the setting %s passes its response schema",
  (field, { write, read, initial, toShown }) => {
    const isRequired = field === "original_url";

    expect(write.safeParse(undefined).success).toBe(!isRequired);
    if (!isRequired) expect(read.safeParse(toShown(initial)).error).toBeUndefined();
  },
);

test.each(["name", "column", "cachedAs"] as const)("settings differ in their %s", key => {
  const names = linkSettings.flatMap(setting => setting[key] ?? []);

  expect(names).toEqual([...new Set(names)]);
});

test("the value that non-members read passes the schema of the field", () => {
  for (const [field, each] of Object.entries(shownFields)) {
    if (each.shownTo === "members") expect(Link.shape[field as keyof Link].parse(each.hiddenAs)).toEqual(each.hiddenAs);
  }
});

test("toCachedLink takes the redirect's settings, with times in milliseconds", () => {
  const time = new Date("2027-01-31T09:00:00Z");
  const initial = Object.fromEntries(linkSettings.map(setting => [setting.name, setting.initial])) as LinkSettings;
  const facts = { id: "a-link", version: 7, isBlocked: true, isUnsafe: true, rules: null };

  const link = { ...initial, ...facts, targetUrl: "https://example.com/", title: "Sale", startsAt: time };

  const cached = toCachedLink(link);

  expect(cached).toEqual({ ...plainLink, ...facts, url: "https://example.com/", startsAt: time.getTime() });
  expect(Object.keys(cached)).toEqual(Object.keys(plainLink));
});
