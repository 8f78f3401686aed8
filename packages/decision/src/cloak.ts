import { isWebUrl } from "@shunt/contracts/values";
import type { Compile } from "./behaviour.ts";
import { isNavigation } from "./is-navigation.ts";

/** Keeps the short URL in the address bar of browsers. Programs are redirected. */
export const cloak: Compile<"cloak"> = (_isOn, { card }) => ({
  finish: (target, { visit }) =>
    target.fallback === undefined && isWebUrl(target.url) && isNavigation(visit)
      ? { ...target, frame: { title: card?.title ?? null } }
      : target,
});
