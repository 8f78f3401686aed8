import type QuickLRU from "quick-lru";
import type { LinksDeps } from "../links/index.ts";
import type { OutboundDeps } from "../outbound/index.ts";
import type { createDrawQr } from "./drawn-codes.ts";

/** Including those being fetched, by URL. */
export type Logos = QuickLRU<string, Promise<Buffer>>;

export interface QrDeps extends LinksDeps, OutboundDeps {
  logos: Logos;
  drawQr: ReturnType<typeof createDrawQr>;
}
