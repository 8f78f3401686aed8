import type { CachedLink } from "@shunt/contracts/cached";
import { Problem } from "@shunt/contracts/problem";
import { aCachedLink } from "@shunt/testing";
import { expect, test, vi } from "vitest";
import { createLinkResolver } from "./link-resolver.ts";
import type { Found } from "./look-up.ts";
import { MemoryCache } from "./memory-cache.ts";
import { MissingCodes } from "./missing-codes.ts";

const old = aCachedLink({ version: 1, url: "https://old.example/" });
const young = aCachedLink({ version: 2, url: "https://young.example/" });

const fromRedis = (value: CachedLink | undefined): Promise<Found<CachedLink>> =>
  Promise.resolve({ value, source: "redis" });
const down = () => Promise.reject(new Problem("unavailable"));

/** A resolver over a look-up and a clock that the test controls; it hears of changes. */
function aResolver() {
  const clock = { now: 1_000_000 };
  const now = () => clock.now;
  const lookUp = vi.fn<() => Promise<Found<CachedLink>>>().mockImplementation(down);
  const memory = new MemoryCache({ maxEntries: 10, maxBytes: 1_000_000, linkTtlMs: 60_000, now });
  const resolver = createLinkResolver({ memory, missing: new MissingCodes(now), lookUp, now });
  resolver.setTrusted(true);
  /** From memory, or else from the stores, as a visit does. */
  const resolve = (domainId: number, code: string) => resolver.known(domainId, code) ?? resolver.find(domainId, code);
  return { resolver: { ...resolver, resolve }, lookUp, clock };
}

test("a second question is answered from memory, without a promise", async () => {
  const { resolver, lookUp } = aResolver();
  lookUp.mockReturnValueOnce(fromRedis(old));

  expect(await resolver.resolve(1, "abc")).toEqual({ link: old, source: "redis" });

  expect(resolver.resolve(1, "abc")).toMatchObject({ link: old, source: "memory" });
});

test("the same code on two domains is two links", async () => {
  const { resolver, lookUp } = aResolver();
  lookUp.mockReturnValueOnce(fromRedis(old)).mockReturnValueOnce(fromRedis(young));

  expect(await resolver.resolve(1, "abc")).toMatchObject({ link: old });
  expect(await resolver.resolve(2, "abc")).toMatchObject({ link: young });
  expect(resolver.resolve(1, "abc")).toMatchObject({ link: old });
});

test("many who ask at once cost one question", async () => {
  const { resolver, lookUp } = aResolver();
  lookUp.mockReturnValueOnce(fromRedis(old));

  await Promise.all(Array.from({ length: 2_000 }, () => resolver.resolve(1, "abc")));

  expect(lookUp).toHaveBeenCalledTimes(1);
});

test("a link that ceased to be fresh is served at once while it is asked for anew, by one question", async () => {
  const { resolver, lookUp, clock } = aResolver();
  lookUp.mockReturnValueOnce(fromRedis(old)).mockReturnValueOnce(fromRedis(young));
  await resolver.resolve(1, "abc");

  clock.now += 70_000;
  for (let i = 0; i < 100; i++) expect(resolver.resolve(1, "abc")).toMatchObject({ link: old, source: "memory" });

  await vi.waitFor(() => expect(resolver.resolve(1, "abc")).toMatchObject({ link: young }));
  expect(lookUp).toHaveBeenCalledTimes(2);
});

test("a link that nobody asked for in long is waited for", async () => {
  const { resolver, lookUp, clock } = aResolver();
  lookUp.mockReturnValueOnce(fromRedis(old)).mockReturnValueOnce(fromRedis(young));
  await resolver.resolve(1, "abc");

  clock.now += 3_600_000;

  expect(await resolver.resolve(1, "abc")).toEqual({ link: young, source: "redis" });
});

test("after a change, whoever asks gets the new link, even while an old answer is on its way", async () => {
  const { resolver, lookUp } = aResolver();
  const oldAnswer = Promise.withResolvers<Found<CachedLink>>();
  lookUp.mockReturnValueOnce(oldAnswer.promise).mockReturnValue(fromRedis(young));
  const early = resolver.resolve(1, "abc");

  resolver.forget({ domainId: 1, code: "abc", version: 2 });
  const late = resolver.resolve(1, "abc");
  oldAnswer.resolve({ value: old, source: "redis" });

  expect(await early).toMatchObject({ link: old });
  expect(await late).toMatchObject({ link: young });
  expect(resolver.resolve(1, "abc")).toMatchObject({ link: young, source: "memory" });
});

test("an unknown code is known to be unknown for seconds, and works at once after the link is made", async () => {
  const { resolver, lookUp } = aResolver();
  lookUp.mockReturnValueOnce(fromRedis(undefined)).mockReturnValue(fromRedis(young));

  expect(await resolver.resolve(1, "abc")).toMatchObject({ link: null });
  expect(resolver.resolve(1, "abc")).toEqual({ link: null, source: "memory" });
  resolver.forget({ domainId: 1, code: "abc", version: 2 });

  expect(await resolver.resolve(1, "abc")).toMatchObject({ link: young });
});

test("a link that is gone is forgotten", async () => {
  const { resolver, lookUp, clock } = aResolver();
  lookUp.mockReturnValueOnce(fromRedis(old)).mockReturnValue(fromRedis(undefined));
  await resolver.resolve(1, "abc");

  clock.now += 70_000;
  void resolver.resolve(1, "abc");

  await vi.waitFor(() => expect(resolver.resolve(1, "abc")).toEqual({ link: null, source: "memory" }));
});

test("while changes may be missed, memory is believed for a second", async () => {
  const { resolver, lookUp, clock } = aResolver();
  resolver.setTrusted(false);
  lookUp.mockReturnValueOnce(fromRedis(old)).mockReturnValueOnce(fromRedis(young));
  await resolver.resolve(1, "abc");

  clock.now += 999;
  expect(resolver.resolve(1, "abc")).toMatchObject({ link: old, source: "memory" });
  clock.now += 1;
  expect(await resolver.resolve(1, "abc")).toEqual({ link: young, source: "redis" });
});

test("while changes may be missed, an unknown code is asked for again each time", async () => {
  const { resolver, lookUp } = aResolver();
  resolver.setTrusted(false);
  lookUp.mockReturnValueOnce(fromRedis(undefined)).mockReturnValueOnce(fromRedis(young));

  expect(await resolver.resolve(1, "abc")).toMatchObject({ link: null });
  expect(await resolver.resolve(1, "abc")).toMatchObject({ link: young });
});

test("what was stored before changes could be heard again is not believed any more", async () => {
  const { resolver, lookUp, clock } = aResolver();
  lookUp.mockReturnValueOnce(fromRedis(old)).mockReturnValueOnce(fromRedis(young));
  await resolver.resolve(1, "abc");
  resolver.setTrusted(false);

  clock.now += 10;
  resolver.setTrusted(true);

  expect(await resolver.resolve(1, "abc")).toEqual({ link: young, source: "redis" });
});

test("when anything may have changed, all is asked for anew, also what was stored in this very moment or is on its way", async () => {
  const { resolver, lookUp, clock } = aResolver();
  const slow = Promise.withResolvers<Found<CachedLink>>();
  lookUp
    .mockReturnValueOnce(fromRedis(old))
    .mockReturnValueOnce(fromRedis(undefined))
    .mockReturnValueOnce(slow.promise);
  for (const code of ["abc", "missing"]) await resolver.resolve(1, code);
  const early = resolver.resolve(1, "slow");

  resolver.forgetAll();
  slow.resolve({ value: old, source: "redis" });
  await early;
  clock.now += 1;

  lookUp.mockImplementation(() => fromRedis(young));
  for (const code of ["abc", "missing", "slow"])
    expect(await resolver.resolve(1, code)).toEqual({ link: young, source: "redis" });
  expect(resolver.resolve(1, "abc")).toMatchObject({ link: young, source: "memory" });
});

test("while nobody can say, a link that was known is served, and one that was not is unavailable rather than missing", async () => {
  const { resolver, lookUp, clock } = aResolver();
  lookUp.mockReturnValueOnce(fromRedis(old));
  await resolver.resolve(1, "abc");

  resolver.setTrusted(false);
  clock.now += 3_600_000;

  expect(await resolver.resolve(1, "abc")).toEqual({ link: old, source: "stale" });
  await expect(resolver.resolve(1, "xyz")).rejects.toMatchObject({ code: "unavailable" });
});
