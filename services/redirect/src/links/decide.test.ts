import type { CachedLink } from "@shunt/contracts";
import { aCachedLink } from "@shunt/testing";
import { expect, test } from "vitest";
import { type Decision, decide } from "./decide.ts";

const now = Date.UTC(2026, 10, 20);
const link = aCachedLink();

const redirects = (given: CachedLink): Decision => ({ kind: "redirect", link: given });

test.each<[string, CachedLink | null, (given: CachedLink) => Decision]>([
  ["found", link, redirects],
  ["found with a status of its own", { ...link, status: 308 }, redirects],
  ["unknown", null, () => ({ kind: "missing" })],
  ["disabled", { ...link, isActive: false }, () => ({ kind: "missing" })],
  ["not yet active", { ...link, startsAt: now + 1 }, () => ({ kind: "missing" })],
  ["active from this moment", { ...link, startsAt: now }, redirects],
  ["about to expire", { ...link, expiresAt: now + 1 }, redirects],
  ["expired at this moment", { ...link, expiresAt: now }, () => ({ kind: "expired" })],
  [
    "expired with a fallback",
    { ...link, expiresAt: now, fallbackUrl: "https://b/" },
    () => ({ kind: "fallback", url: "https://b/" }),
  ],
  ["expired and disabled", { ...link, isActive: false, expiresAt: now }, () => ({ kind: "missing" })],
  ["blocked", { ...link, isBlocked: true }, () => ({ kind: "blocked" })],
  [
    "blocked, disabled and expired",
    { ...link, isBlocked: true, isActive: false, expiresAt: now },
    () => ({ kind: "blocked" }),
  ],
])("a link that is %s", (_state, given, toDecision) => {
  expect(decide(given, now)).toEqual(toDecision(given as CachedLink));
});
