import type { LinkAddress } from "@shunt/cache";
import { toShortUrl } from "@shunt/contracts/links";
import { ticketParameter } from "@shunt/decision";

interface Visited extends Pick<LinkAddress, "code"> {
  /** Null for the shared domain (BASE_URL). */
  host: string | null;
  /** Path and query that the visitor had opened; default: the code. */
  target?: string | undefined;
}

/** The short URL with a ticket. Its host is that of the domain, whatever the visitor sent. */
export function toTicketUrl({ code, host, target }: Visited, ticket: string, baseUrl: string): string {
  const { href, origin } = new URL(toShortUrl(code, host, baseUrl));
  const url = target === undefined ? href : `${origin}${target}`;
  return `${url}${url.includes("?") ? "&" : "?"}${ticketParameter}=${ticket}`;
}
