import { expect, test } from "vitest";
import {
  readAuditSearch,
  readModerationSearch,
  readReportsSearch,
  readUsersSearch,
  withChanges,
} from "./admin-search.ts";

const id = "019ad2b4-7c1e-7a53-9f0e-3d7b8f2c6a10";

test.each([
  [readUsersSearch, { q: 2026, show: "admins", other: 1 }, { q: "2026", show: "admins" }],
  [readUsersSearch, { q: "", show: "everyone" }, {}],
  [readModerationSearch, { q: "x", show: "blocked", owner: id }, { q: "x", show: "blocked", owner: id }],
  [readModerationSearch, { show: "deleted", owner: "me" }, {}],
  [readReportsSearch, { show: "closed" }, { show: "closed" }],
  [readReportsSearch, { show: "open" }, {}],
  [
    readAuditSearch,
    { who: id, what: "link", subject: id, from: "2026-11-01", to: "2026-11-30" },
    { who: id, what: "link", subject: id, from: "2026-11-01", to: "2026-11-30" },
  ],
  [readAuditSearch, { who: "1", what: "a.b", subject: 5, from: "2026-13-40", to: "yesterday" }, {}],
])("%o reads %j as %j", (read, given, expected) => {
  expect(read(given as Record<string, unknown>)).toEqual(expected);
});

test("a change replaces a filter, and undefined ends it", () => {
  expect(withChanges({ q: "a", show: "blocked" }, { q: "b", show: undefined })).toEqual({ q: "b" });
});
