import type { OutboundDeps, Requester } from "../outbound/index.ts";

type Sharp = typeof import("sharp")["default"];

let loading: Promise<Sharp> | undefined;

/** Works on pictures, in their lane. What that takes is loaded when it is needed first: it costs 30 MB and a tenth of a second. */
export function withSharp<T>(
  { lanes }: Pick<OutboundDeps, "lanes">,
  { owner, signal }: Requester,
  work: (sharp: Sharp) => Promise<T>,
): Promise<T> {
  loading ??= load();
  const loaded = loading;
  return lanes.pictures.run(owner, signal, async () => work(await loaded));
}

/** Pictures come from anybody, so only what browsers show as well is read, and nothing that is a program of a kind, such as SVG. */
async function load(): Promise<Sharp> {
  const { default: sharp } = await import("sharp");
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({ operation: ["Png", "Jpeg", "Webp", "Nsgif"].map(format => `VipsForeignLoad${format}Buffer`) });
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}
