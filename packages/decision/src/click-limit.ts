import type { LinkRules } from "@shunt/contracts/links";
import { acceptsPage } from "./accepts-page.ts";
import type { Behaviour, Case } from "./behaviour.ts";
import type { Facts } from "./facts.ts";
import type { VisitFacts } from "./visit-facts.ts";

/** The query parameter of a visitor who pressed the button to continue. Its value is the query of the first request. */
export const continueParameter = "shunt_continue";

/**
 * Shows the destination to people only. The first visit of a browser to a one-time link gets a page with a button, because
 * previews with the user agent of a browser load pages and press no buttons, and pages load pictures that are such links. Visitors of a
 * locked link have sent a form already.
 */
export function limitClicks(maxClicks: number, { card, lock }: LinkRules): Behaviour {
  const needsButton = maxClicks === 1 && lock === undefined;
  return {
    countsClicks: true,
    decide({ visit, facts }) {
      if (!isByPerson(visit, facts)) return { outcome: "card", target: null, card: card ?? null };
      const isFirst =
        visit.method === "GET" && !visit.hasContinued && (acceptsPage(visit.headers) || isPartOfPage(visit));
      return needsButton && isFirst ? { outcome: "confirm", target: null } : undefined;
    },
  };
}

/** Whether the limit of the link was reached before this visit. False as long as the clicks are not counted. */
export function isUsedUp({ link, visit }: Case): boolean {
  const limit = link.rules?.max_clicks;
  return limit !== undefined && visit.clicks !== undefined && visit.clicks >= limit;
}

/** Whether a redirect of this visit is a click: a person wants to get to the destination. */
export function isByPerson({ purpose }: VisitFacts, { classification }: Facts): boolean {
  return !purpose.isHead && classification.class === "human";
}

/** Whether a browser loads the link for an element of a page, such as a picture. `empty` is a request by a script. */
function isPartOfPage({ headers }: VisitFacts): boolean {
  const destination = headers["sec-fetch-dest"];
  return destination !== undefined && destination !== "document" && destination !== "empty";
}
