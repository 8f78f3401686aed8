import type { Link } from "@shunt/contracts/links";
import { toReadableUrl } from "../ui/short-name.ts";

/** The state of the API, with a name of its own for links without clicks left. */
export type StateName = Link["state"] | "usedUp";
/** Further things that people should notice. */
export type Mark = "broken" | "unsafe" | "locked";

export function toStateName({ state, clicks_left }: Pick<Link, "state" | "clicks_left">): StateName {
  return state === "expired" && clicks_left === 0 ? "usedUp" : state;
}

export function toMarks({
  has_broken_destination,
  is_unsafe,
  has_password,
}: Pick<Link, "has_broken_destination" | "is_unsafe" | "has_password">): Mark[] {
  const marks: Record<Mark, boolean> = {
    broken: has_broken_destination,
    unsafe: is_unsafe,
    locked: has_password,
  };
  return (Object.keys(marks) as Mark[]).filter(mark => marks[mark]);
}

/** The destination as people read it: without the scheme, `www.` and a lonely slash, with its letters. */
export function toShownUrl(url: string): string {
  return toReadableUrl(url)
    .replace(/^https?:\/\/(www\.)?/i, "")
    .replace(/^([^/?#]+)\/$/, "$1");
}
