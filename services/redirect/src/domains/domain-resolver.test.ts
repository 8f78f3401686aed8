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

/** @param domains by their hosts; "" is the host of the default one */
function aResolver(domains: Record<string, CachedDomain> = {}, missLimit = 60) {
  const clock = { now: 0 };
  const lookUp = vi.fn<LookUp<string, CachedDomain>>(async host => ({ value: domains[host], source: "postgres" }));
  const now = () => clock.now;
  const limit = createMissLimit(missLimit, now);
  const resolver = createDomainResolver({ baseUrl: "https://sho.rt", lookUp, limit, now });
  stops.push(resolver.stop);
  /** From memory, or else from the stores, as a visit does. */
  const resolve = (header: string | undefined, address = "192.0.2.7") =>
    resolver.known(header) ?? resolver.find(header ?? "", address);
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

test("a change of a domain, its end and a new domain are seen by the first visitor after 2 s, however long nobody came", async () => {
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

test("many visitors of a host that is asked for again cost one question", async () => {
  const { resolve, asked, clock } = aResolver({ "go.example.com": own });
  await resolve("go.example.com");
  clock.now += 2_000;

  await Promise.all(Array.from({ length: 1_000 }, () => resolve("go.example.com")));

  expect(asked()).toHaveLength(2);
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

  expect(await resolve("go.example.com")).toBe(own);
});

test("a host that was never known while nobody can say is not taken for the default domain", async () => {
  const { resolve, lookUp } = aResolver();
  lookUp.mockRejectedValue(new Problem("unavailable"));

  await expect(resolve("go.example.com")).rejects.toMatchObject({ code: "unavailable" });
});

test("a host that was no domain long before the stores went away is not taken for the default domain", async () => {
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
  "a header that can be no host is refused without a question: %j",
  header => {
    const { resolve, asked } = aResolver();

    expect(() => resolve(header)).toThrow(expect.objectContaining({ code: "malformed-request" }));
    expect(asked()).toEqual([]);
  },
);

test("made-up hosts of one client are looked up as often as its limit allows; domains in memory and others' go on", async () => {
  const { resolve, asked } = aResolver({ "go.example.com": own, "other.example.com": own }, 10);
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
  expect(asked()).toHaveLength(11);
  expect(resolve("go.example.com")).toBe(own);
  await expect(resolve("other.example.com")).rejects.toMatchObject({ code: "rate-limited" });
  expect(await resolve("other.example.com", "192.0.2.8")).toBe(own);
});

test("made-up hosts push no domain out of memory", async () => {
  const { resolve, lookUp } = aResolver({ "go.example.com": own }, 0);
  await resolve("go.example.com");
  for (let i = 0; i <= 10_000; i++) await resolve(`h${i}.example.com`);
  lookUp.mockRejectedValue(new Problem("unavailable"));

  expect(resolve("go.example.com")).toBe(own);
});
