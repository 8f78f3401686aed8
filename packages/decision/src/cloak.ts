import type { Compile } from "./behaviour.ts";
import type { VisitFacts } from "./visit-facts.ts";

/** Keeps the short URL in the address bar of browsers. Programs are redirected. */
export const cloak: Compile<"cloak"> = (_isOn, { card }) => ({
  finish: (target, { visit }) => (isNavigation(visit) ? { ...target, frame: { title: card?.title ?? null } } : target),
});

/** A page inside of another frame or element cannot show a frame itself. */
function isNavigation({ headers }: VisitFacts): boolean {
  const destination = headers["sec-fetch-dest"];
  return headers.accept?.includes("text/html") === true && (destination === undefined || destination === "document");
}
