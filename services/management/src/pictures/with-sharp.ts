import type { PictureType } from "@shunt/contracts/social";
import type { OutboundDeps, Requester } from "../outbound/index.ts";

type Sharp = typeof import("sharp")["default"];

let loading: Promise<Sharp> | undefined;

/** Runs `work` in the lane for pictures. Loads sharp on first use, as it takes 30 MB and 100 ms. */
export function withSharp<T>(
  { lanes }: Pick<OutboundDeps, "lanes">,
  { owner, signal }: Requester,
  work: (sharp: Sharp) => Promise<T>,
): Promise<T> {
  loading ??= load();
  const loaded = loading;
  return lanes.pictures.run(owner, signal, async () => work(await loaded));
}

/** Names of the loaders in libvips. */
const loaders: Record<PictureType, string> = {
  "image/png": "Png",
  "image/jpeg": "Jpeg",
  "image/webp": "Webp",
  "image/gif": "Nsgif",
};

/** Loads only the accepted formats, as pictures are untrusted. */
async function load(): Promise<Sharp> {
  const { default: sharp } = await import("sharp");
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({ operation: Object.values(loaders).map(name => `VipsForeignLoad${name}Buffer`) });
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}
