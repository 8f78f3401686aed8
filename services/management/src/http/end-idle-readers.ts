import type { RequestHandler } from "express";

const usualIdleMs = 30_000;

/**
 * Closes connections of clients that have stopped reading their response, so that they do not hold memory, files or lanes. Slow
 * handlers that have not responded yet are not affected.
 *
 * @param idleMs time without progress (ms); 30 seconds by default
 */
export function endIdleReaders(idleMs = usualIdleMs): RequestHandler {
  return (_req, res, next) => {
    res.setTimeout(idleMs, () => {
      if (res.writableLength > 0) res.destroy();
      else res.setTimeout(idleMs);
    });
    next();
  };
}
