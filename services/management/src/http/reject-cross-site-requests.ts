import { Problem } from "@shunt/contracts/problem";
import type { Request, RequestHandler } from "express";

const safeMethods = ["GET", "HEAD", "OPTIONS"];

/** Refuses changes from pages of other origins. */
export function rejectCrossSiteRequests(appUrl: string): RequestHandler {
  return (req, _res, next) => {
    if (!safeMethods.includes(req.method)) assertSameOrigin(req, appUrl);
    next();
  };
}

/**
 * Recognises pages of this origin by `Sec-Fetch-Site` (https://www.w3.org/TR/fetch-metadata/), or by `Origin` if the
 * browser does not send that header, as over plain HTTP.
 *
 * @throws Problem "foreign-request"
 */
export function assertSameOrigin(req: Request, appUrl: string): void {
  if (!isSameOrigin(req, appUrl)) throw new Problem("foreign-request");
}

function isSameOrigin(req: Request, appUrl: string): boolean {
  const site = req.get("sec-fetch-site");
  if (site !== undefined) return site === "same-origin";
  const origin = req.get("origin");
  if (origin === undefined || !URL.canParse(origin)) return false;
  return origin === appUrl || new URL(origin).host === req.get("host");
}
