import { ticketParameter } from "../lock/ticket.ts";

const prefix = `${ticketParameter}=`;

/**
 * Separates the ticket of a locked link from the query, so that neither destinations nor statistics get it. Keeps the other
 * parameters byte for byte.
 */
export function splitTicket(query: string): { query: string; ticket: string | undefined } {
  if (!query.includes(prefix)) return { query, ticket: undefined };
  const parameters = query.split("&");
  const ticket = parameters.find(each => each.startsWith(prefix))?.slice(prefix.length);
  return { query: parameters.filter(each => !each.startsWith(prefix)).join("&"), ticket };
}
