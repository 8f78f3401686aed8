import type { Link } from "@shunt/contracts/links";

/** The state of the API, with a name of its own for links without clicks left. */
export type StateName = Link["state"] | "usedUp";
/** Further things that people should notice. */
export type Mark = "unsafe" | "locked";

export function toStateName({ state, clicks_left }: Pick<Link, "state" | "clicks_left">): StateName {
  return state === "expired" && clicks_left === 0 ? "usedUp" : state;
}

export function toMarks({ is_unsafe, has_password }: Pick<Link, "is_unsafe" | "has_password">): Mark[] {
  return [...(is_unsafe ? (["unsafe"] as const) : []), ...(has_password ? (["locked"] as const) : [])];
}

/** The destination as people read it: without the scheme, `www.` and a lonely slash. */
export function toShownUrl(url: string): string {
  return url.replace(/^https?:\/\/(www\.)?/i, "").replace(/^([^/?#]+)\/$/, "$1");
}
