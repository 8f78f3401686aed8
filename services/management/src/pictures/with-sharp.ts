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

/** Only formats that browsers show, as pictures are untrusted. SVG is excluded because it can contain code. */
async function load(): Promise<Sharp> {
  const { default: sharp } = await import("sharp");
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({ operation: ["Png", "Jpeg", "Webp", "Nsgif"].map(format => `VipsForeignLoad${format}Buffer`) });
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}
