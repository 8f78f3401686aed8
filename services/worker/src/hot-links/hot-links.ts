import type { LinkAddress } from "@shunt/cache";

export interface HotLinks {
  /** Extends the cache entries of newly hot links in the background. */
  count(clicks: readonly { linkId: string }[]): void;
}

export interface HotLinksDeps {
  /** Clicks per minute on this worker that make a link hot. */
  threshold: number;
  findAddresses: (linkIds: readonly string[]) => Promise<LinkAddress[]>;
  keepHot: (address: LinkAddress) => Promise<void>;
  onError: (err: unknown) => void;
  now: () => number;
}

const windowMs = 60_000;

/** Finds links with many clicks, to keep their entries in Redis longer. Writes at most once per link and minute. */
export function createHotLinks({ threshold, findAddresses, keepHot, onError, now }: HotLinksDeps): HotLinks {
  let windowEndsAt = 0;
  const counts = new Map<string, number>();

  async function keep(linkIds: readonly string[]): Promise<void> {
    const addresses = await findAddresses(linkIds);
    await Promise.all(addresses.map(address => keepHot(address)));
  }

  return {
    count(clicks) {
      if (now() >= windowEndsAt) {
        counts.clear();
        windowEndsAt = now() + windowMs;
      }
      const hot: string[] = [];
      for (const { linkId } of clicks) {
        const count = (counts.get(linkId) ?? 0) + 1;
        counts.set(linkId, count);
        if (count === threshold) hot.push(linkId);
      }
      if (hot.length > 0) void keep(hot).catch(onError);
    },
  };
}
