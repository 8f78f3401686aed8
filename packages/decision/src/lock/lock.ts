import type { Behaviour, Case } from "../behaviour.ts";
import type { Facts } from "../facts.ts";
import { isTicketValid, toTicketKey } from "./ticket.ts";

/**
 * Requires a ticket, which management issues for the password. Previews and bots get a card without the destination, also
 * with a ticket.
 *
 * @param publicKey of the lock
 */
export function lock(publicKey: string): Behaviour | "unsupported" {
  const key = toTicketKey(publicKey);
  if (key === undefined) return "unsupported";
  const isOpen = ({ link, domain, visit: { ticket, at } }: Case) =>
    ticket !== undefined && isTicketValid(ticket, { linkId: link.id, domainId: domain.id }, key, at);
  return {
    decide(given) {
      if (isAutomated(given.facts)) return { outcome: "card", target: null, card: null };
      return isOpen(given) ? undefined : { outcome: "locked", target: null };
    },
    // The answer belongs to this visitor, and the URL of the visit holds the ticket.
    finish: target => ({ ...target, cacheSeconds: 0, referrerPolicy: "no-referrer" }),
  };
}

function isAutomated({ classification }: Facts): boolean {
  return classification.class === "bot" || classification.class === "preview";
}
