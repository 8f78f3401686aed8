import type { QrQuery } from "@shunt/contracts/links";
import { isPlain } from "@shunt/qr";
import QuickLRU from "quick-lru";
import type { OutboundDeps, Requester } from "../outbound/index.ts";

import { drawQr } from "./draw-qr.ts";
import { drawQrWithSharp } from "./draw-qr-with-sharp.ts";

/** QuickLRU can hold twice as many. */
const maxCached = 1_000;
/** Pictures of usual sizes take 1 to 15 kB. */
const maxCachedLength = 16_000;

type DrawQr = (
  context: Pick<OutboundDeps, "lanes">,
  requester: Requester,
  input: { text: string; query: QrQuery },
) => Promise<Buffer | string>;

/** Draws codes without a logo, and caches small ones, as drawing takes as long as the rest of the request. */
export function createDrawQr(): DrawQr {
  const cache = new QuickLRU<string, Buffer | string>({ maxSize: maxCached });
  return async (context, requester, input) => {
    const key = JSON.stringify([input.text, input.query]);
    const cached = cache.get(key);
    if (cached !== undefined) return cached;
    const drawn = await draw(context, requester, input);
    if (drawn.length <= maxCachedLength) cache.set(key, drawn);
    return drawn;
  };
}

const draw: DrawQr = async (context, requester, { text, query }) =>
  query.format === "svg" || isPlain(query) ? drawQr(text, query) : drawQrWithSharp(context, requester, { text, query });
