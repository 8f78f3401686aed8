import { linkPasswordHeader, type UnlockLink } from "@shunt/contracts/links";
import { operations } from "@shunt/contracts/operations";
import { fieldProblem, Problem } from "@shunt/contracts/problem";
import type { Express, Request } from "express";
import { serve } from "../http/index.ts";
import { findLock, type LinksDeps, toVisitedAddress, type VisitedAddress } from "../links/index.ts";
import { toTicketUrl } from "./to-ticket-url.ts";
import { addUnlockForm } from "./unlock-form.ts";
import { unlockLink } from "./unlock-link.ts";

export function addUnlockRoutes(app: Express, context: LinksDeps): void {
  serve(app, context, operations.unlockLink, async (ctx, { body, client }, res) => {
    const password = toPassword(body, res.req);
    const address = await findAddress(ctx, body);
    const found = address && (await findLock(ctx.db, address));
    const attempt = { address: address ?? { domainId: 0, code: body.link.code }, found, password };
    const { ticket, expiresAt } = await unlockLink(ctx, client, attempt);
    const url = toTicketUrl({ ...attempt.address, host: found?.host ?? null }, ticket, ctx.config.baseUrl);
    return { url, expires_at: new Date(expiresAt).toISOString() };
  });
  addUnlockForm(app, context);
}

function toPassword({ password }: UnlockLink, req: Request): string {
  const inHeader = req.get(linkPasswordHeader);
  if (password !== undefined && inHeader !== undefined && password !== inHeader)
    throw fieldProblem("/password", "must be the one of the header X-Link-Password, or omitted");
  const given = password ?? inHeader;
  if (given === undefined) throw fieldProblem("/password", "is required, here or in the header X-Link-Password");
  return given;
}

/** Undefined if the domain does not exist. */
async function findAddress(
  { db, config }: LinksDeps,
  { link, domain }: UnlockLink,
): Promise<VisitedAddress | undefined> {
  const host = link.host ?? domain;
  const isShared = host === new URL(config.baseUrl).hostname;
  try {
    return await toVisitedAddress(db, link, isShared ? undefined : host);
  } catch (err) {
    if (err instanceof Problem && err.code === "domain-not-found") return undefined;
    throw err;
  }
}
