import type { CachedDomain } from "@shunt/contracts/cached";
import { Problem } from "@shunt/contracts/problem";
import { aCachedDomain } from "@shunt/testing";
import { afterEach, expect, test, vi } from "vitest";
import { createMissLimit } from "../http/miss-limit.ts";
import type { LookUp } from "../links/look-up.ts";
import { createDomainResolver, plainDomain } from "./domain-resolver.ts";

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.useRealTimers();
});

/** @param domains by host; "" is the default domain */
function aResolver(domains: Record<string, CachedDomain> = {}, missLimit = 60) {
  const clock = { now: 0 };
  const lookUp = vi.fn<LookUp<string, CachedDomain>>(async host => ({ value: domains[host], source: "postgres" }));
  const now = () => clock.now;
  const limit = createMissLimit(missLimit, now);
  const resolver = createDomainResolver({ baseUrl: "https://sho.rt", lookUp, limit, now });
  stops.push(resolver.stop);
  /** Resolves from memory or the stores, as a visit does. */
  const resolve = (header: string | undefined, address = "192.0.2.7") =>
    resolver.findInMemory(header) ?? resolver.find(header ?? "", address);
  const lookedUp = () => lookUp.mock.calls.map(([host]) => host).filter(host => host !== "");
  return { resolve, lookUp, lookedUp, clock };
}

const own = aCachedDomain({ id: 7, rootUrl: "https://example.com/" });

test.each([
  ["the host of BASE_URL", "sho.rt"],
  ["the host of BASE_URL with a port and in capitals", "SHO.RT:443"],
  ["an address", "192.0.2.1:8000"],
  ["an IPv6 address", "[::1]:8000"],
  ["a name without a dot", "localhost:8000"],
  ["a missing host", undefined],
])("DomainResolver resolves %s to the default domain without a look-up", (_case, header) => {
  const { resolve, lookedUp } = aResolver();

  expect(resolve(header)).toBe(plainDomain);
  expect(lookedUp()).toEqual([]);
});

test("DomainResolver looks up a custom domain once, for any spelling of its host", async () => {
  const { resolve, lookedUp } = aResolver({ "go.example.com": own });

  expect(await resolve("Go.Example.com.:8080")).toBe(own);
  expect(resolve("Go.Example.com.:8080")).toBe(own);
  expect(lookedUp()).toEqual(["go.example.com"]);
});

test("DomainResolver keeps the object of a domain's rules while they are equal", async () => {
  vi.useFakeTimers();
  for (const host of ["go.example.com", ""]) {
    const domains = { [host]: aCachedDomain({ rules: { forward_query: "visitor_wins" } }) };
    const { resolve, clock } = aResolver(domains);
    const rulesAfter = async (ms: number) => {
      clock.now += ms;
      await vi.advanceTimersByTimeAsync(ms);
      await resolve(host);
      return (await resolve(host)).rules;
    };
    const before = await rulesAfter(0);

    domains[host] = aCachedDomain({ rules: { forward_query: "visitor_wins" }, rootUrl: "https://example.com/" });
    expect(await rulesAfter(2_000)).toBe(before);
    expect((await resolve(host)).rootUrl).toBe("https://example.com/");

    domains[host] = aCachedDomain({ rules: { forward_query: "link_wins" } });
    expect(await rulesAfter(2_000)).toEqual({ forward_query: "link_wins" });
  }
});

test("DomainResolver applies changed, deleted and new domains to the first visit after 2 s or more", async () => {
  for (const pause of [2_000, 3_600_000]) {
    const domains: Record<string, CachedDomain> = {
      "go.example.com": own,
      "old.example.com": aCachedDomain({ id: 8 }),
    };
    const { resolve, clock } = aResolver(domains);
    for (const host of ["go.example.com", "old.example.com", "new.example.com"]) await resolve(host);

    const changed = { ...own, rootUrl: "https://example.com/new" };
    Object.assign(domains, { "go.example.com": changed, "new.example.com": aCachedDomain({ id: 9 }) });
    delete domains["old.example.com"];
    clock.now += pause;

    expect(await resolve("go.example.com")).toBe(changed);
    expect(await resolve("new.example.com")).toMatchObject({ id: 9 });
    expect(await resolve("old.example.com")).toBe(plainDomain);
  }
});

test("DomainResolver refreshes a host with one look-up for many visits", async () => {
  const { resolve, lookedUp, clock } = aResolver({ "go.example.com": own });
  await resolve("go.example.com");
  clock.now += 2_000;

  await Promise.all(Array.from({ length: 1_000 }, () => resolve("go.example.com")));

  expect(lookedUp()).toHaveLength(2);
});

test("DomainResolver refreshes the default domain on a timer and keeps its settings while the stores are down", async () => {
  vi.useFakeTimers();
  const domains: Record<string, CachedDomain> = { "": aCachedDomain({ robots: "allow" }) };
  const { resolve, lookUp } = aResolver(domains);

  await vi.advanceTimersByTimeAsync(0);
  expect(resolve("sho.rt")).toMatchObject({ robots: "allow" });
  domains[""] = aCachedDomain({ robots: "disallow" });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(resolve("unknown.example.com")).toBeInstanceOf(Promise);
  expect(await resolve("unknown.example.com")).toMatchObject({ robots: "disallow" });
  lookUp.mockRejectedValue(new Problem("unavailable"));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(resolve("sho.rt")).toMatchObject({ robots: "disallow" });
});

test("DomainResolver keeps a known domain while the stores are down", async () => {
  const { resolve, lookUp, clock } = aResolver({ "go.example.com": own });
  await resolve("go.example.com");
  lookUp.mockRejectedValue(new Problem("unavailable"));

  clock.now = 3_600_000;

  expect(await resolve("go.example.com")).toBe(own);
});

test("DomainResolver throws unavailable for a new host while the stores are down", async () => {
  const { resolve, lookUp } = aResolver();
  lookUp.mockRejectedValue(new Problem("unavailable"));

  await expect(resolve("go.example.com")).rejects.toMatchObject({ code: "unavailable" });
});

test("DomainResolver throws unavailable for a host whose last look-up was long before the stores went down", async () => {
  const { resolve, lookUp, clock } = aResolver({ "go.example.com": own });
  await resolve("new.example.com");
  clock.now += 60_000;
  await resolve("go.example.com");
  await resolve("busy.example.com");
  lookUp.mockRejectedValue(new Problem("unavailable"));
  clock.now += 60_000;

  await expect(resolve("new.example.com")).rejects.toMatchObject({ code: "unavailable" });
  expect(await resolve("busy.example.com")).toBe(plainDomain);
});

test.each(["a..example", `a.${"a".repeat(14_500)}.example`, "a.example, b.example", "ä.example", ".example"])(
  "DomainResolver refuses the malformed host %j without a look-up",
  header => {
    const { resolve, lookedUp } = aResolver();

    expect(() => resolve(header)).toThrow(expect.objectContaining({ code: "malformed-request" }));
    expect(lookedUp()).toEqual([]);
  },
);

test("DomainResolver limits look-ups of made-up hosts per client, but not domains in memory or other clients", async () => {
  const { resolve, lookedUp } = aResolver({ "go.example.com": own, "other.example.com": own }, 10);
  await resolve("go.example.com");
  const codes = await Promise.all(
    Array.from({ length: 300 }, async (_, i) =>
      Promise.resolve(resolve(`h${i}.example.com`)).then(
        () => "looked up",
        (err: Problem) => err.code,
      ),
    ),
  );

  expect(codes.filter(code => code === "looked up")).toHaveLength(10);
  expect(codes.filter(code => code === "rate-limited")).toHaveLength(290);
  expect(lookedUp()).toHaveLength(11);
  expect(resolve("go.example.com")).toBe(own);
  await expect(resolve("other.example.com")).rejects.toMatchObject({ code: "rate-limited" });
  expect(await resolve("other.example.com", "192.0.2.8")).toBe(own);
});

test("DomainResolver evicts no domain for made-up hosts", async () => {
  const { resolve, lookUp } = aResolver({ "go.example.com": own }, 0);
  await resolve("go.example.com");
  for (let i = 0; i <= 10_000; i++) await resolve(`h${i}.example.com`);
  lookUp.mockRejectedValue(new Problem("unavailable"));

  expect(resolve("go.example.com")).toBe(own);
});
