import { Problem } from "@shunt/contracts/problem";
import type { Request, Response } from "express";
import { ByteCollector } from "./byte-collector.ts";
import { findDecoder } from "./create-decoder.ts";
import { bodyTooLarge, type Pace, readChunks } from "./read-chunks.ts";

const maxFormBytes = 16_384;

/**
 * Returns the fields of a form from one of our pages; an empty object for a body of another media type. Apply rate limits first.
 *
 * @throws Problem "body-too-large", "unsupported-media-type" for a compressed form, "request-timeout" or "malformed-request"
 */
export async function readForm(req: Request, res: Response, pace: Pace): Promise<Record<string, string>> {
  if (Number(req.headers["content-length"] ?? 0) > maxFormBytes) throw bodyTooLarge(maxFormBytes);
  if (!req.is("application/x-www-form-urlencoded")) return {};
  if (findDecoder(req.headers["content-encoding"]))
    throw new Problem("unsupported-media-type", "Send the form uncompressed");
  if (req.headers.expect !== undefined) res.writeContinue();
  const collector = new ByteCollector();
  await readChunks(req, { maxBytes: maxFormBytes, pace }, undefined, chunk => collector.add(chunk));
  return Object.fromEntries(new URLSearchParams(collector.join().toString()));
}
