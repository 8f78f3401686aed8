import { type CachedDomain, Problem } from "@shunt/contracts";
import { aCachedDomain } from "@shunt/testing";
import { afterEach, expect, test, vi } from "vitest";
import type { LookUp } from "../links/look-up.ts";
import { createDomainResolver, plainDomain } from "./domain-resolver.ts";

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.useRealTimers();
});

/** @param domains by their hosts; "" is the host of the default one */
function aResolver(domains: Record<string, CachedDomain> = {}) {
  const clock = { now: 0 };
  const lookUp = vi.fn<LookUp<string, CachedDomain>>(async host => ({ value: domains[host], source: "postgres" }));
  const { resolve, stop } = createDomainResolver({ baseUrl: "https://sho.rt", lookUp, now: () => clock.now });
  stops.push(stop);
  const asked = () => lookUp.mock.calls.map(([host]) => host).filter(host => host !== "");
  return { resolve, lookUp, asked, clock };
}

const own = aCachedDomain({ id: 7, rootUrl: "https://example.com/" });

test.each([
  ["that of BASE_URL", "sho.rt"],
  ["that of BASE_URL with a port and in capitals", "SHO.RT:443"],
  ["an address", "192.0.2.1:8000"],
  ["an IPv6 address", "[::1]:8000"],
  ["a name without a dot", "localhost:8000"],
  ["none", undefined],
])("the host is %s: the default domain, and nobody is asked", (_what, header) => {
  const { resolve, asked } = aResolver();

  expect(resolve(header)).toBe(plainDomain);
  expect(asked()).toEqual([]);
});

test("one's own domain is asked for once, however its host is written, and then known", async () => {
  const { resolve, asked } = aResolver({ "go.example.com": own });

  expect(await resolve("Go.Example.com.:8080")).toBe(own);
  expect(resolve("Go.Example.com.:8080")).toBe(own);
  expect(asked()).toEqual(["go.example.com"]);
});

test("a change of a domain is seen within seconds, as is a host that becomes one's own", async () => {
  const domains: Record<string, CachedDomain> = { "go.example.com": own };
  const { resolve, clock } = aResolver(domains);
  expect(await resolve("go.example.com")).toBe(own);
  expect(await resolve("new.example.com")).toBe(plainDomain);

  const changed = { ...own, rootUrl: "https://example.com/new" };
  Object.assign(domains, { "go.example.com": changed, "new.example.com": aCachedDomain({ id: 9 }) });
  clock.now = 2_000;

  await vi.waitFor(() => expect(resolve("go.example.com")).toBe(changed));
  await vi.waitFor(() => expect(resolve("new.example.com")).toMatchObject({ id: 9 }));
});

test("settings of the default domain are read by themselves, and kept while nobody can say", async () => {
  vi.useFakeTimers();
  const domains: Record<string, CachedDomain> = { "": aCachedDomain({ robots: "allow" }) };
  const { resolve, lookUp } = aResolver(domains);

  await vi.advanceTimersByTimeAsync(0);
  expect(resolve("sho.rt")).toMatchObject({ robots: "allow" });
  domains[""] = aCachedDomain({ robots: "disallow" });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(resolve("nobody.example.com")).toBeInstanceOf(Promise);
  expect(await resolve("nobody.example.com")).toMatchObject({ robots: "disallow" });
  lookUp.mockRejectedValue(new Problem("unavailable"));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(resolve("sho.rt")).toMatchObject({ robots: "disallow" });
});

test("what was known serves on while nobody can say", async () => {
  const { resolve, lookUp, clock } = aResolver({ "go.example.com": own });
  await resolve("go.example.com");
  lookUp.mockRejectedValue(new Problem("unavailable"));

  clock.now = 3_600_000;

  expect(resolve("go.example.com")).toBe(own);
});

test("a host that was never known while nobody can say is not taken for the default domain", async () => {
  const { resolve, lookUp } = aResolver();
  lookUp.mockRejectedValue(new Problem("unavailable"));

  await expect(resolve("go.example.com")).rejects.toMatchObject({ code: "unavailable" });
});
