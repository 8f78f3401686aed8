import { rootCode, type View } from "../visit-facts.ts";
import { toCode, toPath } from "./to-code.ts";
import { toPrefixes } from "./to-prefixes.ts";

export interface Viewed {
  view: View;
  /** As of `toCode`. */
  code: string | undefined;
  /** The target, or the part of it that names the code. */
  target: string;
}

const pixelPath = "/pixel.gif";
/** The path of a preview, and what was pasted after it. Some apps encode the plus sign. */
const previewPath = /^(.+?)(?:\+|%2b)(.*)$/is;

/** Parses what a request target asks for: a link, its preview (`code+`), or its pixel (`code/pixel.gif`). */
export function readView(target: string): Viewed {
  const code = toCode(target);
  const path = toPath(target);
  const link: Viewed = { view: "link", code, target };
  // Most paths are a slash and a code.
  if (code !== undefined && path.length === code.length + 1) return link;
  return readOtherView(path) ?? link;
}

function readOtherView(path: string): Viewed | undefined {
  if (path.endsWith(pixelPath)) return toViewed("pixel", path.slice(0, -pixelPath.length));
  const [, before = "", after = ""] = previewPath.exec(path) ?? [];
  const isPreview = before !== "" && (after === "" || toCode(`/${after}`) === rootCode);
  if (!isPreview) return undefined;
  // The path behind a code need not be a code, as in `/docs/index.html+`.
  return (
    toViewed("preview", before) ??
    (toPrefixes(before).length > 0 ? { view: "preview", code: undefined, target: before } : undefined)
  );
}

function toViewed(view: View, target: string): Viewed | undefined {
  const code = toCode(target);
  return code === undefined || code === rootCode ? undefined : { view, code, target };
}
