import type { LinkRules } from "@shunt/contracts/links";
import { isWebUrl } from "@shunt/contracts/values";
import { isInAppBrowser } from "@shunt/visitor/in-app-browser";
import type { Behaviour, Case } from "../behaviour.ts";
import { isNavigation } from "../is-navigation.ts";

const systems = { ios: ["iOS", "iPadOS"], android: ["Android"] } as const;
type System = keyof typeof systems;

/**
 * Leads people with a phone or tablet of a system to the app of a link. A web URL opens the app or its page in a store by
 * itself. A URL with the scheme of an app gets a page that offers it, since a redirect to a missing app ends in an error
 * message, and only people know whether they have it.
 */
export function openApp(system: System): (url: string, rules: LinkRules) => Behaviour {
  return (url, { [`${system}_fallback_url` as const]: fallback }) => {
    const needsPage = !isWebUrl(url);
    return {
      decide(given) {
        if ((needsPage && !isNavigation(given.visit)) || !mayHaveApp(system, given)) return undefined;
        const { url: own, status, isIndexable } = given.link;
        const target = { url, status, isIndexable, ...(needsPage && { fallback: fallback ?? own }) };
        return { outcome: "redirect", target };
      },
    };
  };
}

/** Browsers inside of apps open no other apps. An iPad that says it is a Mac looks like any Mac. */
function mayHaveApp(system: System, { visit, facts }: Case): boolean {
  const { os, device } = facts.agent;
  const isOfSystem = (systems[system] as readonly (string | null)[]).includes(os);
  if (!isOfSystem || (device !== "mobile" && device !== "tablet")) return false;
  return facts.classification.class === "human" && !isInAppBrowser(visit.userAgent);
}
