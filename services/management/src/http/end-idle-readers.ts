import type { RequestHandler } from "express";

const usualIdleMs = 30_000;

/**
 * Ends connections whose clients take nothing of an answer that waits for them, so that no answer, file or place in a lane is held
 * for a client that does not read. Work that takes long before it answers is not touched.
 *
 * @param idleMs for which nothing has been taken; by default 30 seconds
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
