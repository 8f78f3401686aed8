import type { CachedLink } from "@shunt/contracts";
import { aCachedLink } from "@shunt/testing";
import { expect, test } from "vitest";
import { decide } from "./decide.ts";

const now = Date.UTC(2026, 10, 20);
const link = aCachedLink();

test.each<[string, CachedLink | null, ReturnType<typeof decide>]>([
  ["found", link, { kind: "redirect", url: link.url, status: 302 }],
  ["found with a status of its own", { ...link, status: 308 }, { kind: "redirect", url: link.url, status: 308 }],
  ["unknown", null, { kind: "missing" }],
  ["disabled", { ...link, isActive: false }, { kind: "missing" }],
  ["not yet active", { ...link, startsAt: now + 1 }, { kind: "missing" }],
  ["active from this moment", { ...link, startsAt: now }, { kind: "redirect", url: link.url, status: 302 }],
  ["about to expire", { ...link, expiresAt: now + 1 }, { kind: "redirect", url: link.url, status: 302 }],
  ["expired at this moment", { ...link, expiresAt: now }, { kind: "expired" }],
  [
    "expired with a fallback",
    { ...link, expiresAt: now, fallbackUrl: "https://b/" },
    { kind: "fallback", url: "https://b/" },
  ],
  [
    "expired and disabled",
    { ...link, isActive: false, expiresAt: now, fallbackUrl: "https://b/" },
    { kind: "missing" },
  ],
])("a link that is %s", (_state, given, decision) => {
  expect(decide(given, now)).toEqual(decision);
});
