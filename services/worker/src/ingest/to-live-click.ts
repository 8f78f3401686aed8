import type { LiveClick } from "@shunt/cache";
import { type Dimension, dimensions, dimensionTable } from "@shunt/contracts/analytics";
import { clickColumns } from "./click-columns.ts";
import { toClickId } from "./slim/short-id.ts";
import type { StoredClick } from "./store/stored-click.ts";
import { toInstant } from "./to-instant.ts";

const readers = dimensions.map(name => ({ name, read: clickColumns[dimensionTable[name].column] }));

/** Converts a click for live viewers and webhooks. `is_first_visit` is unknown here. */
export function toLiveClick(click: StoredClick): LiveClick {
  const fields = {} as Record<Dimension, unknown>;
  for (const { name, read } of readers) fields[name] = read(click, false);
  return {
    id: toClickId(click),
    clicked_at: toInstant(click.at),
    link_id: click.linkId,
    class_reason: click.classReason,
    ...(fields as Pick<LiveClick, Dimension>),
    destination: click.destination,
  };
}
