import type { LinkCache } from "@shunt/cache";
import type { CachedLink } from "@shunt/contracts";
import { aCachedLink } from "@shunt/testing";
import { expect, test, vi } from "vitest";
import { createLinkResolver } from "./link-resolver.ts";
import { MemoryCache } from "./memory-cache.ts";

const old = aCachedLink({ version: 1, url: "https://old.example/" });
const young = aCachedLink({ version: 2, url: "https://young.example/" });

/** A resolver whose two sources are functions that the test controls. */
function aResolver(sources: { redis?: LinkCache["find"]; postgres?: () => Promise<CachedLink | undefined> }) {
  const put = vi.fn<LinkCache["put"]>(async () => true);
  const resolver = createLinkResolver({
    memory: new MemoryCache({ maxEntries: 10, linkTtlMs: 60_000, missingTtlMs: 1_000, now: Date.now }),
    cache: { find: sources.redis ?? (async () => undefined), put, invalidate: async () => {} },
    findLink: sources.postgres ?? (async () => undefined),
    onError: () => {},
  });
  resolver.setTrusted(true);
  return { resolver, put };
}

const down = () => Promise.reject(new Error("down"));

test("a second question is answered from memory, without a promise", async () => {
  const { resolver } = aResolver({ redis: async () => old });

  await resolver.resolve(1, "abc");

  expect(resolver.resolve(1, "abc")).toEqual({ link: old, source: "memory" });
});

test("what Redis lacks comes from Postgres and is put into Redis", async () => {
  const { resolver, put } = aResolver({ postgres: async () => old });

  expect(await resolver.resolve(1, "abc")).toEqual({ link: old, source: "postgres" });
  expect(put).toHaveBeenCalledWith(1, "abc", old);
});

test("many who ask at once cost one question", async () => {
  const postgres = vi.fn(async () => old);
  const { resolver } = aResolver({ postgres });

  await Promise.all(Array.from({ length: 100 }, () => resolver.resolve(1, "abc")));

  expect(postgres).toHaveBeenCalledTimes(1);
});

test("after a change, whoever asks gets the new link, even while an old answer is on its way", async () => {
  const oldAnswer = Promise.withResolvers<CachedLink>();
  const redis = vi.fn<LinkCache["find"]>().mockReturnValueOnce(oldAnswer.promise).mockResolvedValue(young);
  const { resolver } = aResolver({ redis });
  const early = resolver.resolve(1, "abc");

  resolver.forget({ domainId: 1, code: "abc", version: 2 });
  const late = resolver.resolve(1, "abc");
  oldAnswer.resolve(old);

  expect(await early).toMatchObject({ link: old });
  expect(await late).toMatchObject({ link: young });
  expect(await resolver.resolve(1, "abc")).toEqual({ link: young, source: "memory" });
});

test("a code that was unknown works at once after the link is made", async () => {
  const postgres = vi
    .fn<() => Promise<CachedLink | undefined>>()
    .mockResolvedValueOnce(undefined)
    .mockResolvedValue(young);
  const { resolver } = aResolver({ postgres });

  expect(await resolver.resolve(1, "abc")).toMatchObject({ link: null });
  resolver.forget({ domainId: 1, code: "abc", version: 2 });

  expect(await resolver.resolve(1, "abc")).toMatchObject({ link: young });
});

test("while changes may be missed, memory is not believed", async () => {
  const redis = vi.fn<LinkCache["find"]>().mockResolvedValueOnce(old).mockResolvedValue(young);
  const { resolver } = aResolver({ redis });
  await resolver.resolve(1, "abc");

  resolver.setTrusted(false);
  expect(await resolver.resolve(1, "abc")).toMatchObject({ link: young });
  resolver.setTrusted(true);

  expect(await resolver.resolve(1, "abc")).toMatchObject({ link: young, source: "redis" });
});

test("with Redis down Postgres answers", async () => {
  const { resolver } = aResolver({ redis: down, postgres: async () => old });

  expect(await resolver.resolve(1, "abc")).toEqual({ link: old, source: "postgres" });
});

test("with both down a link that was known is served, and an unknown one is unavailable rather than missing", async () => {
  const redis = vi.fn<LinkCache["find"]>().mockResolvedValueOnce(old).mockImplementation(down);
  const { resolver } = aResolver({ redis, postgres: down });
  await resolver.resolve(1, "abc");

  resolver.setTrusted(false);

  expect(await resolver.resolve(1, "abc")).toEqual({ link: old, source: "stale" });
  await expect(resolver.resolve(1, "xyz")).rejects.toMatchObject({ code: "unavailable" });
});
