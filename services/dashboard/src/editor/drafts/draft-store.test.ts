import { beforeEach, expect, test } from "vitest";
import { blankForm } from "../form/form-fields.ts";
import type { LinkForm } from "../form/link-form.ts";
import { deleteDraft, deleteDraftsOf, listDrafts, saveDraft } from "./draft-store.ts";

const day = 86_400_000;
const now = Date.UTC(2026, 10, 28);
let stored: Map<string, string>;
const store = {
  getItem: (key: string) => stored.get(key) ?? null,
  setItem: (key: string, value: string) => void stored.set(key, value),
  removeItem: (key: string) => void stored.delete(key),
};
const save = (id: string, form: Partial<LinkForm>, savedAt = now, accountId = "ann") =>
  saveDraft(store, { id, accountId, savedAt, form: { ...blankForm, ...form } }, savedAt);
const titles = (at = now, accountId = "ann") => listDrafts(store, accountId, at).map(({ form }) => form.title);

beforeEach(() => {
  stored = new Map();
});

test("a draft replaces its earlier state, the newest draft is first", () => {
  save("1", { title: "one" }, now - 3);
  save("2", { title: "two" }, now - 2);
  save("1", { title: "one again" }, now - 1);

  expect(titles()).toEqual(["one again", "two"]);
});

test("a draft expires after a week", () => {
  save("1", { title: "old" });

  expect(titles(now + 7 * day - 1)).toEqual(["old"]);
  expect(titles(now + 7 * day)).toEqual([]);
});

test("at most ten drafts are kept", () => {
  for (let i = 0; i < 12; i += 1) save(`${i}`, { title: `${i}` }, now + i);

  expect(titles(now + 12)).toEqual(["11", "10", "9", "8", "7", "6", "5", "4", "3", "2"]);
});

test("the password of a draft is not stored", () => {
  save("1", { title: "secret", password: { action: "set", value: "open sesame" } });

  expect([...stored.values()].join()).not.toContain("sesame");
  expect(listDrafts(store, "ann", now)[0]?.form.password).toEqual({ action: "keep", value: "" });
});

test("a draft without content is not kept", () => {
  save("1", { title: "one" });
  save("1", { password: { action: "set", value: "open sesame" } });

  expect(stored.size).toBe(0);
});

test("drafts are shown to the account that wrote them", () => {
  save("1", { title: "of Ann" });

  expect(titles(now, "bob")).toEqual([]);
});

test("deleteDraft removes one draft", () => {
  save("1", { title: "one" });
  save("2", { title: "two" });
  deleteDraft(store, "1", now);

  expect(titles()).toEqual(["two"]);
});

test("deleteDraftsOf removes the drafts of one account", () => {
  save("1", { title: "of Ann" });
  save("2", { title: "of Bob" }, now, "bob");
  deleteDraftsOf(store, "ann", now);

  expect([titles(), titles(now, "bob")]).toEqual([[], ["of Bob"]]);
});

test.each([
  "{",
  "null",
  '{"a":1}',
  '[{"savedAt":1}]',
  '[{"savedAt":1795824000000,"accountId":"ann","form":{"title":5}}]',
])("entries such as %s count as no draft", text => {
  stored.set("shunt-link-drafts", text);

  expect(titles()).toEqual([]);
});
