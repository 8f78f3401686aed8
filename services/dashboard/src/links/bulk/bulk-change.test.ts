import type { Link } from "@shunt/contracts/links";
import { expect, test } from "vitest";
import { type BulkChange, type Patch, patchLink, toPatch, toReverse } from "./bulk-change.ts";

const now = Date.parse("2026-11-28T12:00:00Z");
const aLink = (fields: Partial<Link> = {}) =>
  ({
    id: "a",
    workspace_id: "own",
    tags: ["Autumn", "mail"],
    folder: null,
    expires_at: null,
    starts_at: null,
    clicks_left: null,
    is_active: true,
    is_archived: false,
    is_blocked: false,
    state: "active",
    ...fields,
  }) as Link;

test.each<[BulkChange, Patch | undefined]>([
  [{ kind: "addTag", tag: "new" }, { tags: ["Autumn", "mail", "new"] }],
  [{ kind: "addTag", tag: "autumn" }, undefined],
  [{ kind: "removeTag", tag: "AUTUMN" }, { tags: ["mail"] }],
  [{ kind: "removeTag", tag: "other" }, undefined],
  [{ kind: "folder", folder: "Docs" }, { folder: "Docs" }],
  [{ kind: "folder", folder: null }, undefined],
  [{ kind: "workspace", id: "team" }, { workspace_id: "team" }],
  [{ kind: "workspace", id: "own" }, undefined],
  [{ kind: "expiry", at: "2027-01-01T00:00:00.000Z" }, { expires_at: "2027-01-01T00:00:00.000Z" }],
  [{ kind: "active", isOn: true }, undefined],
  [{ kind: "active", isOn: false }, { is_active: false }],
  [{ kind: "archived", isOn: true }, { is_archived: true }],
])("toPatch of %j is %j", (change, patch) => {
  expect(toPatch(aLink(), change)).toEqual(patch);
});

test("toReverse restores what the link had", () => {
  const link = aLink({ folder: "Docs" });
  const patch = { folder: "Events", tags: [] };

  expect(patchLink(patchLink(link, patch, now), toReverse(link, patch), now)).toEqual(link);
});

test.each<[Partial<Link>, Link["state"]]>([
  [{ is_archived: true, is_blocked: true }, "archived"],
  [{ is_blocked: true, is_active: false }, "blocked"],
  [{ is_active: false, clicks_left: 0 }, "inactive"],
  [{ starts_at: "2026-11-29T00:00:00Z", expires_at: "2026-11-01T00:00:00Z" }, "scheduled"],
  [{ expires_at: "2026-11-28T12:00:00Z" }, "expired"],
  [{ clicks_left: 0 }, "expired"],
  [{ expires_at: "2026-11-29T00:00:00Z" }, "active"],
])("patchLink derives the state of %j: %s", (fields, state) => {
  expect(patchLink(aLink(fields), {}, now).state).toBe(state);
});
