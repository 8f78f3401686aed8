import { UnlockForm, unlockFormPath } from "@shunt/contracts/links";
import { Problem, type ProblemCode, problems } from "@shunt/contracts/problem";
import { failedTicket } from "@shunt/decision";
import { html } from "@shunt/runtime";
import type { ErrorRequestHandler, Express } from "express";
import type { Client } from "../core.ts";
import { answerOtherMethods, beginProblem, parseValue, sendPage, toClient } from "../http/index.ts";
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
  app.use(unlockFormPath, showProblem(context));
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

const explanations: Partial<Record<ProblemCode, string>> = {
  "method-not-allowed": "Open the short link again and enter its password there.",
  "validation-failed": "Open the short link again and enter its password there.",
  "rate-limited":
    "Too many wrong passwords were entered for this link or from your network. Wait a few minutes, then try again.",
  internal: "This is our fault, not yours. Please try again.",
  unavailable: "The service is busy at the moment. Please go back and try again in a few seconds.",
};

function showProblem({ log }: LinksDeps): ErrorRequestHandler {
  return (err: unknown, req, res, next) => {
    if (res.headersSent) return next(err);
    const { code } = beginProblem(log, err, req, res);
    sendPage(res, problems[code].title, html`<p>${explanations[code] ?? ""}</p>`);
  };
}
