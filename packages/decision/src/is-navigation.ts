import { acceptsPage } from "./accepts-page.ts";
import type { VisitFacts } from "./visit-facts.ts";

/** Whether a browser opens the link as a page of its own, not inside of another frame or element. */
export function isNavigation({ headers }: Pick<VisitFacts, "headers">): boolean {
  const destination = headers["sec-fetch-dest"];
  return acceptsPage(headers) && (destination === undefined || destination === "document");
}
