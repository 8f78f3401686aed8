import { beforeEach, expect, test, vi } from "vitest";
import { dropClaims, keepClaim, readClaims } from "./claim-store.ts";

const stored = new Map<string, string>();
beforeEach(() => stored.clear());
vi.stubGlobal("localStorage", {
  getItem: (key: string) => stored.get(key) ?? null,
  setItem: (key: string, text: string) => stored.set(key, text),
  removeItem: (key: string) => stored.delete(key),
});

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const aClaim = (secret: string, days = 7) => ({ claim: { secret, expires_at: inDays(days) } });
const secrets = () => readClaims().map(({ secret }) => secret);

test("secrets are kept until they are dropped", () => {
  keepClaim(aClaim("a"));
  keepClaim({ claim: null });
  keepClaim(aClaim("b"));
  expect(secrets()).toEqual(["a", "b"]);

  dropClaims(new Set(["a"]));
  expect(secrets()).toEqual(["b"]);
  dropClaims(new Set(["b"]));
  expect(stored.size).toBe(0);
});

test("secrets that have ended are not read, and the latest twenty are kept", () => {
  keepClaim(aClaim("old", -1));
  for (let i = 1; i <= 21; i++) keepClaim(aClaim(String(i)));

  expect(secrets()).toHaveLength(20);
  expect(secrets()[0]).toBe("2");
});

test.each(["{", "null", "7", '[null, {}, {"secret": 1, "expires_at": "x"}]'])("%s counts as no secrets", text => {
  stored.set("shunt-claims", text);

  expect(readClaims()).toEqual([]);
});
