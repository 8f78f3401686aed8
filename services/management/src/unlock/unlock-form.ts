import { UnlockForm, unlockFormPath } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import { failedTicket } from "@shunt/decision";
import type { Express } from "express";
import type { Client } from "../core.ts";
import { answerOtherMethods, parseValue, showRefusals, toClient } from "../http/index.ts";
import { type FoundLock, findLock, type LinksDeps } from "../links/index.ts";
import { toTicketUrl } from "./to-ticket-url.ts";
import { unlockLink } from "./unlock-link.ts";

/**
 * Receives the form of the page of a locked link, and redirects back to the short URL: with a ticket, or to the page with
 * the failure. Other sites may send the form too. It needs no protection from that: it uses no session and changes
 * nothing, and who knows the password may open the link anyway.
 */
export function addUnlockForm(app: Express, context: LinksDeps): void {
  app.post(unlockFormPath, async (req, res) => {
    const form = parseValue(UnlockForm, await context.bodies.readForm(req, res), "body");
    const found = await findLock(context.db, { domainId: form.domain_id, code: form.code });
    const ticket = await toTicket(context, toClient(context, req, res), form, found);
    const { code, target } = form;
    res.set("Cache-Control", "no-store");
    res.redirect(303, toTicketUrl({ code, target, host: found?.host ?? null }, ticket, context.config.baseUrl));
  });
  app.all(unlockFormPath, answerOtherMethods("POST, OPTIONS"));
  app.use(
    unlockFormPath,
    showRefusals(context.log, {
      texts: ({ unlock }) => ({
        "method-not-allowed": unlock.again,
        "rate-limited": unlock["rate-limited"],
        other: unlock.again,
      }),
    }),
  );
}

async function toTicket(
  context: LinksDeps,
  client: Client,
  { domain_id, code, password }: UnlockForm,
  found: FoundLock | undefined,
): Promise<string> {
  try {
    const attempt = { address: { domainId: domain_id, code }, found, password };
    return (await unlockLink(context, client, attempt)).ticket;
  } catch (err) {
    if (err instanceof Problem && err.code === "wrong-password") return failedTicket;
    throw err;
  }
}
