import type { NextFunction, Request, Response } from "express";

/** Time for the rest of an unread body to arrive, so that the client gets its response (ms). */
const lingerMs = 5_000;

/**
 * Discards the rest of a body after the response for a short time, then closes the connection. Closing it at once could lose the
 * response (RFC 9112, 9.6).
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
