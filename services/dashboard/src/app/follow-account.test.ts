import { afterEach, expect, test, vi } from "vitest";

const stored = new Map<string, string>();
vi.stubGlobal("localStorage", {
  getItem: (key: string) => stored.get(key) ?? null,
  setItem: (key: string, value: string) => stored.set(key, value),
  removeItem: (key: string) => stored.delete(key),
});
const { followAccount } = await import("./follow-account.ts");
afterEach(() => stored.clear());

const shown = () => [stored.get("shunt-locale"), stored.get("shunt-time-zone")];

test("followAccount shows the language and the time zone of the account, once", () => {
  expect(followAccount({ language: "de", time_zone: "Europe/Vienna" })).toBe(true);
  expect(shown()).toEqual(["de", "Europe/Vienna"]);
  expect(followAccount({ language: "de", time_zone: "Europe/Vienna" })).toBe(false);
});

test("followAccount leaves a browser alone whose account has chosen nothing", () => {
  stored.set("shunt-locale", "fr");

  expect(followAccount({ language: null, time_zone: null })).toBe(false);
  expect(shown()).toEqual(["fr", undefined]);
});

test("followAccount keeps a language that was chosen from the menu until the account has another one", () => {
  followAccount({ language: "de", time_zone: null });
  stored.set("shunt-locale", "en");

  expect(followAccount({ language: "de", time_zone: "UTC" })).toBe(true);
  expect(shown()).toEqual(["en", "UTC"]);
  expect(followAccount({ language: "es", time_zone: "UTC" })).toBe(true);
  expect(shown()).toEqual(["es", "UTC"]);
});

test("followAccount returns to the browser's own with an account that has chosen nothing", () => {
  followAccount({ language: "de", time_zone: "UTC" });

  expect(followAccount({ language: null, time_zone: null })).toBe(true);
  expect(shown()).toEqual([undefined, undefined]);
});
