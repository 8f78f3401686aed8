import { type LinkRules, maxLocationLength, type UtmField, utmFields } from "@shunt/contracts/links";
import type { Behaviour } from "../behaviour.ts";
import { cutUrl, findValue, hasHost, joinUrl } from "./url-parts.ts";

/**
 * Adds a UTM mark of the link to the destination, unless it has one. The mark is no part of the visitor: statistics count
 * it, unless the visitor brings one.
 */
export function compileUtmMark(name: UtmField): (value: string) => Behaviour {
  return value => {
    const mark = toMark(name, value);
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

/** A destination with the UTM marks of its link, as a visitor without any gets it. */
export function addUtmMarks(url: string, rules: LinkRules | null): string {
  if (rules === null || !hasHost(url)) return url;
  return utmFields.reduce((marked, name) => {
    const value = rules[name];
    return value === undefined ? marked : addMark(marked, name, toMark(name, value));
  }, url);
}

function toMark(name: UtmField, value: string): string {
  return `${name}=${encodeURIComponent(value.toWellFormed())}`;
}

function addMark(url: string, name: UtmField, mark: string): string {
  const parts = cutUrl(url);
  if (findValue(parts.query, name) !== undefined) return url;
  const marked = joinUrl({ ...parts, query: parts.query ? `${parts.query}&${mark}` : mark });
  return marked.length > maxLocationLength ? url : marked;
}
