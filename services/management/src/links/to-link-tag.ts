import { toEntityTag } from "../http/index.ts";
import type { LinkRecord } from "./link-record.ts";

/** The `ETag` of a link: clicks change it too, as the body shows them. */
export function toLinkTag({ version, clickCount, clicksUsed, formerClicks, lastClickedAt }: LinkRecord): string {
  return toEntityTag(version, clickCount + (clicksUsed ?? 0) + (formerClicks ?? 0) + (lastClickedAt?.getTime() ?? 0));
}
