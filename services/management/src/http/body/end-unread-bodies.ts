import type { NextFunction, Request, Response } from "express";

/** How long the rest of a body that was not read may take to arrive, so that the client gets its answer (ms). */
const lingerMs = 5_000;

/**
 * Discards what is left of a body after its answer, for a short time; then the connection ends. Closing it at once would take the
 * answer with it (RFC 9112, 9.6).
 */
export function endUnreadBodies(req: Request, res: Response, next: NextFunction): void {
  const { headers } = req;
  if (headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0)
    res.once("finish", () => {
      if (!req.complete) discardRest(req);
    });
  next();
}

function discardRest(req: Request): void {
  const timer = setTimeout(() => req.destroy(), lingerMs);
  req.once("close", () => clearTimeout(timer));
  req.resume();
}
