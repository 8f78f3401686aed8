import type { CachedLink } from "@shunt/contracts/cached";
import { Problem } from "@shunt/contracts/problem";
import { aCachedLink } from "@shunt/testing";
import { expect, test, vi } from "vitest";
import { createLinkResolver, type LinkResolver } from "./link-resolver.ts";
import type { Found } from "./look-up.ts";
import { MemoryCache } from "./memory-cache.ts";
import { MissingCodes } from "./missing-codes.ts";

const old = aCachedLink({ version: 1, url: "https://old.example/" });
const newer = aCachedLink({ version: 2, url: "https://newer.example/" });

const fromRedis = (value: CachedLink | undefined): Promise<Found<CachedLink>> =>
  Promise.resolve({ value, source: "redis" });
const down = () => Promise.reject(new Problem("unavailable"));

/** A trusted resolver with a look-up and a clock that the test controls. */
function aResolver() {
  const clock = { now: 1_000_000 };
  const now = () => clock.now;
  const lookUp = vi.fn<() => Promise<Found<CachedLink>>>().mockImplementation(down);
  const memory = new MemoryCache({ maxEntries: 10, maxBytes: 1_000_000, linkTtlMs: 60_000, now });
  const resolver = createLinkResolver({ memory, missing: new MissingCodes(now), lookUp, now });
  resolver.setTrusted(true);
  /** Resolves from memory or the stores, as a visit does. */
  const resolve = (domainId: number, code: string) =>
    resolver.findInMemory(domainId, code) ?? resolver.find(domainId, code);
  return { resolver: { ...resolver, resolve }, lookUp, clock };
}

test("LinkResolver answers a second visit from memory, without a promise", async () => {
  const { resolver, lookUp } = aResolver();
  lookUp.mockReturnValueOnce(fromRedis(old));

  expect(await resolver.resolve(1, "abc")).toEqual({ link: old, source: "redis" });

  expect(resolver.resolve(1, "abc")).toMatchObject({ link: old, source: "memory" });
});

test("LinkResolver separates the same code on two domains", async () => {
  const { resolver, lookUp } = aResolver();
  lookUp.mockReturnValueOnce(fromRedis(old)).mockReturnValueOnce(fromRedis(newer));

  expect(await resolver.resolve(1, "abc")).toMatchObject({ link: old });
  expect(await resolver.resolve(2, "abc")).toMatchObject({ link: newer });
  expect(resolver.resolve(1, "abc")).toMatchObject({ link: old });
});

test("LinkResolver makes one look-up for concurrent visits", async () => {
  const { resolver, lookUp } = aResolver();
  lookUp.mockReturnValueOnce(fromRedis(old));

  await Promise.all(Array.from({ length: 2_000 }, () => resolver.resolve(1, "abc")));

  expect(lookUp).toHaveBeenCalledTimes(1);
});

test("LinkResolver serves a stale link at once and refreshes it with one look-up", async () => {
  const { resolver, lookUp, clock } = aResolver();
  lookUp.mockReturnValueOnce(fromRedis(old)).mockReturnValueOnce(fromRedis(newer));
  await resolver.resolve(1, "abc");

  clock.now += 70_000;
  for (let i = 0; i < 100; i++) expect(resolver.resolve(1, "abc")).toMatchObject({ link: old, source: "memory" });

  await vi.waitFor(() => expect(resolver.resolve(1, "abc")).toMatchObject({ link: newer }), 30_000);
  expect(lookUp).toHaveBeenCalledTimes(2);
});

test("LinkResolver waits for the look-up of a link that has long been stale", async () => {
  const { resolver, lookUp, clock } = aResolver();
  lookUp.mockReturnValueOnce(fromRedis(old)).mockReturnValueOnce(fromRedis(newer));
  await resolver.resolve(1, "abc");

  clock.now += 3_600_000;

  expect(await resolver.resolve(1, "abc")).toEqual({ link: newer, source: "redis" });
});

test("LinkResolver returns the new link after a change, even while an older look-up is in flight", async () => {
  const { resolver, lookUp } = aResolver();
  const oldResult = Promise.withResolvers<Found<CachedLink>>();
  lookUp.mockReturnValueOnce(oldResult.promise).mockReturnValue(fromRedis(newer));
  const early = resolver.resolve(1, "abc");

  resolver.forget({ domainId: 1, code: "abc", version: 2 });
  const late = resolver.resolve(1, "abc");
  oldResult.resolve({ value: old, source: "redis" });

  expect(await early).toMatchObject({ link: old });
  expect(await late).toMatchObject({ link: newer });
  expect(resolver.resolve(1, "abc")).toMatchObject({ link: newer, source: "memory" });
});

test("LinkResolver caches an unknown code until the link is created", async () => {
  const { resolver, lookUp } = aResolver();
  lookUp.mockReturnValueOnce(fromRedis(undefined)).mockReturnValue(fromRedis(newer));

  expect(await resolver.resolve(1, "abc")).toMatchObject({ link: null });
  expect(resolver.resolve(1, "abc")).toEqual({ link: null, source: "memory" });
  resolver.forget({ domainId: 1, code: "abc", version: 2 });

  expect(await resolver.resolve(1, "abc")).toMatchObject({ link: newer });
});

test("LinkResolver drops a stale link that no longer exists", async () => {
  const { resolver, lookUp, clock } = aResolver();
  lookUp.mockReturnValueOnce(fromRedis(old)).mockReturnValue(fromRedis(undefined));
  await resolver.resolve(1, "abc");

  clock.now += 70_000;
  void resolver.resolve(1, "abc");

  await vi.waitFor(() => expect(resolver.resolve(1, "abc")).toEqual({ link: null, source: "memory" }), 30_000);
});

test("LinkResolver keeps a link fresh for one second while changes may be missed", async () => {
  const { resolver, lookUp, clock } = aResolver();
  resolver.setTrusted(false);
  lookUp.mockReturnValueOnce(fromRedis(old)).mockReturnValueOnce(fromRedis(newer));
  await resolver.resolve(1, "abc");

  clock.now += 999;
  expect(resolver.resolve(1, "abc")).toMatchObject({ link: old, source: "memory" });
  clock.now += 1;
  expect(await resolver.resolve(1, "abc")).toEqual({ link: newer, source: "redis" });
});

test("LinkResolver does not cache unknown codes while changes may be missed", async () => {
  const { resolver, lookUp } = aResolver();
  resolver.setTrusted(false);
  lookUp.mockReturnValueOnce(fromRedis(undefined)).mockReturnValueOnce(fromRedis(newer));

  expect(await resolver.resolve(1, "abc")).toMatchObject({ link: null });
  expect(await resolver.resolve(1, "abc")).toMatchObject({ link: newer });
});

test("LinkResolver looks up a link again that was stored before changes arrived again", async () => {
  const { resolver, lookUp, clock } = aResolver();
  lookUp.mockReturnValueOnce(fromRedis(old)).mockReturnValueOnce(fromRedis(newer));
  await resolver.resolve(1, "abc");
  resolver.setTrusted(false);

  clock.now += 10;
  resolver.setTrusted(true);

  expect(await resolver.resolve(1, "abc")).toEqual({ link: newer, source: "redis" });
});

test("forgetAll makes LinkResolver look up all links again, even those stored just now or in flight", async () => {
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

  lookUp.mockImplementation(() => fromRedis(newer));
  for (const code of ["abc", "missing", "slow"])
    expect(await resolver.resolve(1, code)).toEqual({ link: newer, source: "redis" });
  expect(resolver.resolve(1, "abc")).toMatchObject({ link: newer, source: "memory" });
});

test("LinkResolver serves stale links while the stores are down and throws unavailable for others", async () => {
  const { resolver, lookUp, clock } = aResolver();
  lookUp.mockReturnValueOnce(fromRedis(old));
  await resolver.resolve(1, "abc");

  resolver.setTrusted(false);
  clock.now += 3_600_000;

  expect(await resolver.resolve(1, "abc")).toEqual({ link: old, source: "stale" });
  await expect(resolver.resolve(1, "xyz")).rejects.toMatchObject({ code: "unavailable" });
});

/** A resolver that stopped trusting its links during a look-up, whose result has arrived since. */
async function aDistrustedLookUp({ meanwhile }: { meanwhile?: (resolver: LinkResolver) => void } = {}) {
  const { resolver, lookUp, clock } = aResolver();
  const slow = Promise.withResolvers<Found<CachedLink>>();
  lookUp.mockReturnValueOnce(slow.promise);
  const early = resolver.resolve(1, "abc");
  resolver.setTrusted(false);
  meanwhile?.(resolver);
  slow.resolve({ value: old, source: "redis" });
  expect(await early).toMatchObject({ link: old });
  return { resolver, lookUp, clock };
}

test("LinkResolver serves a link that it was looking up when trust ended, but only while the stores are down", async () => {
  const { resolver, lookUp } = await aDistrustedLookUp();

  expect(await resolver.resolve(1, "abc")).toEqual({ link: old, source: "stale" });

  lookUp.mockReturnValueOnce(fromRedis(newer));
  expect(await resolver.resolve(1, "abc")).toEqual({ link: newer, source: "redis" });
});

test("LinkResolver does not serve a link that it was looking up when trust ended if the link changed meanwhile", async () => {
  const { resolver } = await aDistrustedLookUp({
    meanwhile: it => it.forget({ domainId: 1, code: "abc", version: 2 }),
  });

  await expect(resolver.resolve(1, "abc")).rejects.toMatchObject({ code: "unavailable" });
});

test("LinkResolver serves no link from before a change, even if trust ended twice during its look-up", async () => {
  const { resolver, lookUp } = aResolver();
  const slow = Promise.withResolvers<Found<CachedLink>>();
  lookUp.mockReturnValueOnce(slow.promise).mockReturnValueOnce(new Promise(() => {}));
  const early = resolver.resolve(1, "abc");
  resolver.setTrusted(false);
  void resolver.resolve(1, "abc");
  resolver.setTrusted(true);
  resolver.forget({ domainId: 1, code: "abc", version: 2 });

  slow.resolve({ value: old, source: "redis" });
  await early;

  await expect(resolver.resolve(1, "abc")).rejects.toMatchObject({ code: "unavailable" });
});

test("LinkResolver does not serve a link that was deleted while it looked it up", async () => {
  const { resolver, lookUp } = aResolver();
  const slow = Promise.withResolvers<Found<CachedLink>>();
  lookUp.mockReturnValueOnce(slow.promise).mockReturnValueOnce(fromRedis(undefined));
  const early = resolver.resolve(1, "abc");
  resolver.setTrusted(false);
  expect(await resolver.find(1, "abc")).toMatchObject({ link: null });

  slow.resolve({ value: old, source: "redis" });
  await early;

  await expect(resolver.find(1, "abc")).rejects.toMatchObject({ code: "unavailable" });
});

test("LinkResolver keeps the newer of two links that it looked up before and after trust ended", async () => {
  const { resolver, lookUp } = aResolver();
  const slow = Promise.withResolvers<Found<CachedLink>>();
  lookUp.mockReturnValueOnce(slow.promise).mockReturnValueOnce(fromRedis(newer));
  const early = resolver.resolve(1, "abc");
  resolver.setTrusted(false);
  await resolver.find(1, "abc");

  slow.resolve({ value: old, source: "redis" });
  await early;

  expect(await resolver.find(1, "abc")).toEqual({ link: newer, source: "stale" });
});
