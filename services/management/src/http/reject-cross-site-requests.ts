import { Problem } from "@shunt/contracts/problem";
import type { Request, RequestHandler } from "express";

const safeMethods = ["GET", "HEAD", "OPTIONS"];

/**
 * Refuses changes from pages of other origins: by `Sec-Fetch-Site` (https://www.w3.org/TR/fetch-metadata/), or by
 * `Origin` if the browser does not send that header, as over plain HTTP.
 */
export function rejectCrossSiteRequests(appUrl: string): RequestHandler {
  return (req, _res, next) => {
    if (safeMethods.includes(req.method) || isOwn(req, appUrl)) return next();
    throw new Problem("foreign-request");
  };
}

function isOwn(req: Request, appUrl: string): boolean {
  const site = req.get("sec-fetch-site");
  if (site !== undefined) return site === "same-origin";
  const origin = req.get("origin");
  if (origin === undefined || !URL.canParse(origin)) return false;
  return origin === appUrl || new URL(origin).host === req.get("host");
}
