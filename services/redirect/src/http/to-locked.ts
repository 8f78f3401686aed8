import { unlockFormPath } from "@shunt/contracts/links";
import { failedTicket } from "@shunt/decision";
import type { Visit } from "../visit/visit.ts";
import { renderLockedPage } from "./pages/locked-page.ts";
import { type Reader, toRefusal } from "./reply.ts";
import type { Reply } from "./send-reply.ts";

interface LockedLink {
  appUrl: string;
  domainId: number;
  code: string;
}

/**
 * Asks for the password. The form goes to management, which redirects back with a ticket, so that the redirect needs
 * neither passwords nor other methods than GET and HEAD.
 */
export function toLocked(
  { path, query, ticket }: Pick<Visit, "path" | "query" | "ticket">,
  { appUrl, domainId, code }: LockedLink,
  requestId: string,
  reader: Reader,
): Reply {
  const fields = { domain_id: String(domainId), code, target: query === "" ? path : `${path}?${query}` };
  const form = { action: `${appUrl}${unlockFormPath}`, method: "post", fields } as const;
  return toRefusal({ code: "link-locked", requestId }, reader, look =>
    renderLockedPage(look, { form, failure: toFailure(ticket) }),
  );
}

function toFailure(ticket: string | undefined) {
  if (ticket === undefined) return null;
  return ticket === failedTicket ? "wrong" : "expired";
}
