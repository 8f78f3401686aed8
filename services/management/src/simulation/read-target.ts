import { isWildcardCode, type SimulatedVisit } from "@shunt/contracts/links";
import {
  type ExtraPath,
  readView,
  takesExtraPath,
  toCodeOn,
  toOtherCodes,
  toPath,
  toPrefixes,
  type View,
} from "@shunt/decision";
import type { SimulatedLink } from "./simulated-link.ts";

export interface ReadTarget {
  path: string;
  view: View;
  code: string | undefined;
  extra: ExtraPath | null;
  /** Whether the redirect finds the link by this path, if no other link has another part of it as its code. */
  isFound: boolean;
}

/** Reads the path of a visit as the redirect does: as the code of the link, or as its code with segments behind it. */
export function readTarget({ link, domain, code }: SimulatedLink, { view, path }: SimulatedVisit): ReadTarget {
  const target = `/${[toSegments(code), ...(path === "" ? [] : [path])].join("/")}${behindPath[view]}`;
  const viewed = readView(target);
  const isOwn = (other: string) => toCodeOn(domain, other) === code;
  const prefixes = viewed.view === "pixel" ? [] : toPrefixes(toPath(viewed.target));
  const prefix = prefixes.find(given => isOwn(given.code) && takesExtraPath(link, domain, given.extra));
  const codes = viewed.code === undefined ? [] : [viewed.code, ...toOtherCodes(viewed.target)];
  const isFound = prefix !== undefined || codes.some(isOwn);
  return {
    path: toPath(target),
    view: viewed.view,
    code: isFound ? code : viewed.code,
    extra: prefix?.extra ?? null,
    isFound,
  };
}

/** A wildcard code stands for the paths below it. */
function toSegments(code: string): string {
  const start = isWildcardCode(code) ? code.slice(0, -"/*".length) : code;
  return start.split("/").map(encodeURIComponent).join("/");
}

const behindPath: Readonly<Record<View, string>> = { link: "", preview: "+", pixel: "/pixel.gif" };
