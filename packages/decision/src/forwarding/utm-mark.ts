import { maxLocationLength, type UtmField } from "@shunt/contracts/links";
import type { Behaviour } from "../behaviour.ts";
import { cutUrl, findValue, hasHost, joinUrl } from "./url-parts.ts";

/**
 * Adds a UTM mark of the link to the destination, unless it has one. The mark is no part of the visitor: statistics count
 * it, unless the visitor brings one.
 */
export function compileUtmMark(name: UtmField): (value: string) => Behaviour {
  return value => {
    const mark = `${name}=${encodeURIComponent(value.toWellFormed())}`;
    return {
      finish: target =>
        hasHost(target.url)
          ? {
              ...target,
              url: addMark(target.url, name, mark),
              ...(target.destination !== undefined && { destination: addMark(target.destination, name, mark) }),
            }
          : target,
    };
  };
}

function addMark(url: string, name: UtmField, mark: string): string {
  const parts = cutUrl(url);
  if (findValue(parts.query, name) !== undefined) return url;
  const marked = joinUrl({ ...parts, query: parts.query ? `${parts.query}&${mark}` : mark });
  return marked.length > maxLocationLength ? url : marked;
}
