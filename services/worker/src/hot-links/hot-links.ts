import type { LinkAddress } from "@shunt/cache";

export interface HotLinks {
  /** Counts the clicks of a batch. Whoever becomes hot by them is kept longer; nobody waits for that. */
  count(clicks: readonly { linkId: string }[]): void;
}

export interface HotLinksDeps {
  /** Clicks within a minute that make a link hot, as this worker sees them. */
  threshold: number;
  findAddresses: (linkIds: readonly string[]) => Promise<LinkAddress[]>;
  keepHot: (address: LinkAddress) => Promise<void>;
  onError: (err: unknown) => void;
  now: () => number;
}

const windowMs = 60_000;

/** Finds the links that many click, so that their entries stay in Redis for longer: one write a link and minute at most. */
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
