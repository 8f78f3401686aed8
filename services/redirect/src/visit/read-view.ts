import { rootCode, type View } from "@shunt/decision";
import { toCode, toPath } from "./to-code.ts";

export interface Viewed {
  view: View;
  /** As of `toCode`. */
  code: string | undefined;
}

const pixelPath = "/pixel.gif";
/** The path of a preview, and what was pasted after it. Some apps encode the plus sign. */
const previewPath = /^(.+?)(?:\+|%2b)(.*)$/is;

/** Parses what a request target asks for: a link, its preview (`code+`), or its pixel (`code/pixel.gif`). */
export function readView(target: string): Viewed {
  const code = toCode(target);
  return code === undefined ? readOtherView(toPath(target)) : { view: "link", code };
}

function readOtherView(path: string): Viewed {
  if (path.endsWith(pixelPath)) return toViewed("pixel", path.slice(0, -pixelPath.length));
  const [, before = "", after = ""] = previewPath.exec(path) ?? [];
  const isPreview = before !== "" && (after === "" || toCode(`/${after}`) === rootCode);
  return isPreview ? toViewed("preview", before) : nothing;
}

function toViewed(view: View, path: string): Viewed {
  const code = toCode(path);
  return code === undefined || code === rootCode ? nothing : { view, code };
}

const nothing: Viewed = { view: "link", code: undefined };
