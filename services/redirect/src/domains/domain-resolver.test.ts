import { Problem } from "@shunt/contracts";
import { expect, test, vi } from "vitest";
import type { LookUp } from "../links/look-up.ts";
import { createDomainResolver } from "./domain-resolver.ts";

function aResolver(domains: Record<string, number> = {}) {
  const clock = { now: 0 };
  const lookUp = vi.fn<LookUp<string, number>>(async host => ({ value: domains[host], source: "postgres" }));
  const resolve = createDomainResolver({ baseUrl: "https://sho.rt", lookUp, now: () => clock.now });
  return { resolve, lookUp, clock };
}

test.each([
  ["that of BASE_URL", "sho.rt"],
  ["that of BASE_URL with a port and in capitals", "SHO.RT:443"],
  ["an address", "192.0.2.1:8000"],
  ["an IPv6 address", "[::1]:8000"],
  ["a name without a dot", "localhost:8000"],
  ["none", undefined],
])("the host is %s: the default domain, and nobody is asked", (_what, header) => {
  const { resolve, lookUp } = aResolver();

  expect(resolve(header)).toBe(1);
  expect(lookUp).not.toHaveBeenCalled();
});

test("one's own domain is asked for once, however its host is written, and then known", async () => {
  const { resolve, lookUp } = aResolver({ "go.example.com": 7 });

  expect(await resolve("Go.Example.com.:8080")).toBe(7);
  expect(resolve("Go.Example.com.:8080")).toBe(7);
  expect(lookUp).toHaveBeenCalledExactlyOnceWith("go.example.com");
});

test("a host that is nobody's means the default domain, and is asked for again soon", async () => {
  const domains: Record<string, number> = {};
  const { resolve, clock } = aResolver(domains);
  expect(await resolve("new.example.com")).toBe(1);

  domains["new.example.com"] = 9;
  clock.now = 5_000;

  await vi.waitFor(() => expect(resolve("new.example.com")).toBe(9));
});

test("what was known serves on while nobody can say", async () => {
  const { resolve, lookUp, clock } = aResolver({ "go.example.com": 7 });
  await resolve("go.example.com");
  lookUp.mockRejectedValue(new Problem("unavailable"));

  clock.now = 3_600_000;

  expect(resolve("go.example.com")).toBe(7);
});

test("a host that was never known while nobody can say is not taken for the default domain", async () => {
  const { resolve, lookUp } = aResolver();
  lookUp.mockRejectedValue(new Problem("unavailable"));

  await expect(resolve("go.example.com")).rejects.toMatchObject({ code: "unavailable" });
});
