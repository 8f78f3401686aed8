import { constants } from "node:zlib";
import compression from "compression";
import type { Request, RequestHandler, Response } from "express";

/** Smaller answers take as many packets without it. */
const threshold = 4_096;
const compressible = /^application\/(problem\+)?json\b/;
/**
 * Answers to a cookie, which other pages can send, must not reveal by their length how much of them the page guessed
 * (https://www.breachattack.com). All others need an access token in a header.
 */
const cookiePaths = /^\/(api\/v1\/auth|ops)\//;

/** Compresses JSON: a page of a hundred links has a hundred kilobytes. Streams are left as they are. */
export function compressAnswers(): RequestHandler {
  return compression({
    threshold,
    filter: (req: Request, res: Response) =>
      compressible.test(String(res.getHeader("Content-Type"))) && !cookiePaths.test(req.originalUrl),
    // A quarter of the memory of the default, and fast.
    brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_LGWIN]: 18 } },
  });
}
