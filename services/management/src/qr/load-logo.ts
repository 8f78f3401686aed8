import { refuseField } from "@shunt/contracts/problem";
import QuickLRU from "quick-lru";
import { fetchOutside, type Requester } from "../outbound/index.ts";
import { withSharp } from "../pictures/index.ts";
import type { Logos, QrDeps } from "./deps.ts";

/** Twice as many at times, of a megabyte at most. */
const maxRemembered = 24;
const rememberedMs = 5 * 60_000;

export function createLogos(): Logos {
  return new QuickLRU({ maxSize: maxRemembered, maxAge: rememberedMs });
}

/**
 * A picture from somewhere else as a square PNG.
 *
 * @param onFetch asked before it is fetched; what is remembered costs nothing
 * @throws Problem "validation-failed" with the reason, "target-refused"; LaneFull
 */
export async function loadLogo(
  context: QrDeps,
  requester: Requester,
  url: string,
  onFetch: () => Promise<void>,
): Promise<Buffer> {
  const known = context.logos.get(url);
  if (known !== undefined) return known;
  await onFetch();
  // Others who want it may have come first.
  return context.logos.get(url) ?? remember(context, requester, url);
}

function remember(context: QrDeps, requester: Requester, url: string): Promise<Buffer> {
  const fetching = fetchLogo(context, requester, url);
  context.logos.set(url, fetching);
  // Whoever waits for it is told.
  void fetching.catch(() => context.logos.delete(url));
  return fetching;
}

const limits = { timeoutMs: 3_000, maxBytes: 1_024 * 1_024 };

async function fetchLogo(context: QrDeps, requester: Requester, url: string): Promise<Buffer> {
  const outside = await fetchOutside(context, requester, url, limits);
  if (outside.kind === "failed") throw refuseField("?logo", outside.reason);
  const { status, isCut, body } = outside.answer;
  if (status !== 200) throw refuseField("?logo", `answers ${status}`);
  if (isCut) throw refuseField("?logo", "is larger than 1 MB");
  const picture = await toSquare(context, requester, body);
  if (!picture) throw refuseField("?logo", "is no PNG, JPEG, WebP or GIF, or has more than 16 million pixels");
  return picture;
}

/** Pixels; the largest code has a little more room. */
const side = 512;
const maxPixels = 4_096 * 4_096;
const maxSeconds = 3;

/** The first picture in it, whole, with what lacks to a square transparent; undefined for what is no picture. */
function toSquare(context: QrDeps, requester: Requester, body: Buffer): Promise<Buffer | undefined> {
  return withSharp(context, requester, async sharp => {
    try {
      return await sharp(body, { limitInputPixels: maxPixels })
        .autoOrient()
        .resize(side, side, { fit: "contain", background: { r: 0, g: 0, b: 0, alpha: 0 } })
        .timeout({ seconds: maxSeconds })
        .png()
        .toBuffer();
    } catch (err) {
      context.log.debug({ err }, "logo not read");
      return undefined;
    }
  });
}
