import { hasFormerQuery, toFormerQuery } from "./former-query.ts";
import { splitTicket } from "./split-ticket.ts";

/**
 * The query of a visit without its ticket. With `hasContinued`, that of the visit before.
 *
 * @param sent query of the request target, without its question mark
 */
export function toVisitQuery(sent: string): string {
  return sent === "" ? sent : toFormerQuery(splitTicket(sent).query);
}

/** Whether the visitor has pressed the button to continue on a page of ours. */
export function hasContinued(sent: string): boolean {
  return hasFormerQuery(splitTicket(sent).query);
}

/** The ticket for a locked link, from the query or as `Authorization: Bearer`. */
export function toTicket(sent: string, authorization: string | undefined): string | undefined {
  return splitTicket(sent).ticket ?? bearer.exec(authorization ?? "")?.[1];
}

const bearer = /^bearer ([\w.-]+)$/i;
